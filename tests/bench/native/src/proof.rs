//! Only who verifies is measured: the good message is accepted, with the right name where the subject goes so far, and its altered
//! twins are refused.

use crate::names::NAME_ID;

use crate::message::Message;
use crate::subject::{Scope, Subject};

/// Why this subject is not measured on this message.
pub fn prove(subject: &dyn Subject, scope: Scope, message: &Message) -> Result<(), String> {
    let name = subject.verify(message)?;
    let expected = match scope {
        Scope::Full => Some(NAME_ID),
        Scope::Signature => None,
    };
    if name.as_deref() != expected {
        return Err(format!("it says that {name:?} signed in"));
    }
    refuse(subject, &message.with_another_name(), "whose signed content was altered")?;
    message
        .signed
        .iter()
        .try_for_each(|id| refuse(subject, &message.with_another_signature(id), &format!("with a false signature over {id}")))
}

fn refuse(subject: &dyn Subject, twin: &Message, what: &str) -> Result<(), String> {
    match subject.verify(twin) {
        Ok(_) => Err(format!("it accepts a message {what}")),
        Err(_) => Ok(()),
    }
}
