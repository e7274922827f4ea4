//! One conversation with a mail server.
//!
//! ```text
//!  connect ─▶ (TLS | STARTTLS) ─▶ AUTH ─▶ MAIL ─▶ RCPT each ─▶ DATA ─▶ 250: accepted
//! ```
//!
//! A recipient the server does not know does not keep the others from hearing: it is named, and the mail goes to the rest.

use std::error::Error as _;

use lettre::{
    Address,
    transport::smtp::{
        Error,
        authentication::Mechanism,
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailParameter},
    },
};

use super::{Smtp, letter::Letter};
use crate::notify::channel::{Accepted, SendError, TIMEOUT};

/// Ways to log in, the standard's own first. Both show the password, so they come after TLS.
const MECHANISMS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];

/// Delivers a letter.
pub(super) async fn deliver(smtp: &Smtp, letter: &Letter) -> Result<Accepted, SendError> {
    let mut server = connect(smtp).await?;
    let outcome = hand_over(&mut server, letter).await;
    // The mail is with the server or not; how the conversation ends changes nothing.
    match &outcome {
        Ok(_) => drop(server.quit().await),
        Err(_) => server.abort().await,
    }
    outcome
}

async fn connect(smtp: &Smtp) -> Result<AsyncSmtpConnection, SendError> {
    let (host, port, hello) = (smtp.config.host.as_str(), smtp.config.port, ClientId::default());
    let at_once = smtp.tls.clone().filter(|_| smtp.implicit());
    let mut server = AsyncSmtpConnection::connect_tokio1((host, port), Some(TIMEOUT), &hello, at_once, None)
        .await
        .map_err(|error| failure(&format!("cannot reach {host}:{port}"), &error))?;
    if let Some(tls) = smtp.tls.clone().filter(|_| !smtp.implicit()) {
        if !server.can_starttls() {
            server.abort().await;
            return Err(SendError::Refused(format!("{host}:{port} offers no STARTTLS; nothing is sent in clear")));
        }
        server.starttls(tls, &hello).await.map_err(|error| failure("STARTTLS failed", &error))?;
    }
    if let Some(credentials) = &smtp.credentials {
        let login = server.auth(&MECHANISMS, credentials).await;
        if let Err(error) = login {
            server.abort().await;
            return Err(match failure("the login failed", &error) {
                SendError::Refused(why) => SendError::Refused(format!("{why}; set user and password again")),
                other @ (SendError::Failed(_) | SendError::Throttled { .. }) => other,
            });
        }
    }
    Ok(server)
}

async fn hand_over(server: &mut AsyncSmtpConnection, letter: &Letter) -> Result<Accepted, SendError> {
    let international = letter.to.iter().chain([&letter.from]).any(|address| !AsRef::<str>::as_ref(address).is_ascii());
    let mut options = Vec::new();
    if international && server.server_info().supports_feature(Extension::SmtpUtfEight) {
        options.push(MailParameter::SmtpUtfEight);
    }
    let from = Mail::new(Some(letter.from.clone()), options);
    server.command(from).await.map_err(|error| failure("the sender was not taken", &error))?;
    let mut refused = recipients(server, &letter.to).await?;
    refused.extend(letter.unusable.iter().cloned());
    server.command(Data).await.map_err(|error| failure("the mail was not taken", &error))?;
    let answer = server.message(&letter.bytes).await.map_err(|error| failure("the mail was not taken", &error))?;
    let words: Vec<&str> = answer.message().collect();
    let mut said = format!("{} {}", answer.code(), words.join(" "));
    if !refused.is_empty() {
        said = format!("{said}; not for {}", refused.join(", "));
        tracing::warn!(refused = refused.join(", "), "a mail server does not take mail for some recipients");
    }
    Ok(Accepted(said))
}

/// Names the recipients; those that were not taken, with the reason. It is an error if none was.
async fn recipients(server: &mut AsyncSmtpConnection, to: &[Address]) -> Result<Vec<String>, SendError> {
    let mut refused = Vec::new();
    let mut later = None;
    for address in to {
        let Err(error) = server.command(Rcpt::new(address.clone(), Vec::new())).await else { continue };
        if error.status().is_none() {
            return Err(failure("the connection broke", &error));
        }
        if error.is_transient() {
            later.get_or_insert(failure(&format!("{address} was not taken"), &error));
        }
        refused.push(format!("{address} ({})", said(&error)));
    }
    if refused.len() < to.len() {
        return Ok(refused);
    }
    Err(later.unwrap_or_else(|| SendError::Refused(format!("nobody was taken: {}", refused.join(", ")))))
}

/// 4xx and everything about the connection is tried again, 5xx is not.
fn failure(what: &str, error: &Error) -> SendError {
    let why = format!("{what}: {}", said(error));
    if error.is_permanent() || error.is_client() { SendError::Refused(why) } else { SendError::Failed(why) }
}

/// The server's code and words, or the root of the failure.
fn said(error: &Error) -> String {
    let mut root = error.source();
    while let Some(deeper) = root.and_then(std::error::Error::source) {
        root = Some(deeper);
    }
    match (error.status(), root) {
        (Some(code), Some(words)) => format!("{code} {words}"),
        (Some(code), None) => code.to_string(),
        (None, Some(words)) => words.to_string(),
        (None, None) => error.to_string(),
    }
}
