//! libxmlsec1 with OpenSSL, called in C (`xmlsec.c`): the signatures alone.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr::NonNull;

use super::Prepared;
use crate::message::{CERTIFICATE, Message};
use crate::subject::Subject;

/// The trusted key. It lives as long as the process.
struct XmlSec {
    key: NonNull<c_void>,
}

pub(super) fn version() -> String {
    // SAFETY: a string constant of the C file.
    unsafe { CStr::from_ptr(bench_xmlsec_version()) }.to_string_lossy().into_owned()
}

pub(super) fn subject() -> Prepared {
    // SAFETY: called before any thread but this one is there; the key's text outlives the call, and the library copies it.
    let key = unsafe {
        if bench_xmlsec_start() != 0 {
            return Err("the library does not start".into());
        }
        bench_xmlsec_key(CERTIFICATE.as_ptr(), CERTIFICATE.len())
    };
    let key = NonNull::new(key).ok_or("the library does not read the certificate")?;
    Ok(Box::new(XmlSec { key }))
}

impl Subject for XmlSec {
    fn verify(&self, message: &Message) -> Result<Option<String>, String> {
        let mut verified: c_int = 0;
        // SAFETY: pointer and length are of one string, which outlives the call; the key is what bench_xmlsec_key gave.
        let answer = unsafe { bench_xmlsec_verify(message.xml.as_ptr().cast(), message.xml.len(), self.key.as_ptr(), &raw mut verified) };
        let wanted = c_int::try_from(message.signed.len()).map_err(|error| error.to_string())?;
        match answer {
            0 if verified == wanted => Ok(None),
            0 => Err(format!("{verified} signatures verified instead of {wanted}")),
            answer => Err(format!("answer {answer} of xmlsec.c")),
        }
    }
}

unsafe extern "C" {
    fn bench_xmlsec_version() -> *const c_char;
    fn bench_xmlsec_start() -> c_int;
    fn bench_xmlsec_key(pem: *const u8, length: usize) -> *mut c_void;
    fn bench_xmlsec_verify(xml: *const c_char, length: usize, key: *mut c_void, verified: *mut c_int) -> c_int;
}
