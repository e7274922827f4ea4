//! `-o template=…`: the serialised fields in a Jinja template, filled in once for each thing.

use std::io::Write;

use minijinja::{Environment, UndefinedBehavior, value::Serde};

use super::{Item, OutputError};

/// A template that was read once.
pub(super) struct Template {
    environment: Environment<'static>,
}

const NAME: &str = "template";

impl Template {
    /// Reads the template.
    pub(super) fn new(text: String) -> Result<Self, OutputError> {
        let mut environment = Environment::new();
        // A field that does not exist is a mistake of the script, not an empty text.
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.add_template_owned(NAME, text).map_err(|source| OutputError::Template { source })?;
        Ok(Self { environment })
    }

    /// Fills it in and ends the line.
    pub(super) fn fill<T: Item>(&self, item: &T, out: &mut dyn Write) -> Result<(), OutputError> {
        let template = self.environment.get_template(NAME).map_err(|source| OutputError::Template { source })?;
        let text = template.render(Serde(item)).map_err(|source| OutputError::Template { source })?;
        Ok(writeln!(out, "{text}")?)
    }
}
