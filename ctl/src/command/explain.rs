//! `mcsctl explain`.

use crate::{
    cli::explain::ExplainArgs,
    context::Context,
    error::{Error, Exit},
    explain::Topic,
    view::explain::Explanation,
    words::language,
};

pub(super) fn run(args: &ExplainArgs, context: &Context) -> Result<Exit, Error> {
    let language = language();
    let Some(text) = &args.topic else {
        let all: Vec<Explanation> = Topic::all().map(|topic| Explanation::of(topic, language)).collect();
        context.printer().list(&all)?;
        return Ok(Exit::Ok);
    };
    let named: Vec<Explanation> =
        Topic::named(text).into_iter().map(|topic| Explanation::of(topic, language)).collect();
    let mut printer = context.printer();
    match named.as_slice() {
        [] => return Err(Error::Unexplained { given: text.clone(), alike: Topic::alike(text) }),
        [one] => printer.one(one)?,
        several if printer.for_people() => {
            for (at, one) in several.iter().enumerate() {
                if at > 0 {
                    printer.gap()?;
                }
                printer.one(one)?;
            }
        }
        several => printer.list(several)?,
    }
    Ok(Exit::Ok)
}
