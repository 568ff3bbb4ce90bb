//! libxml2 and libxmlsec1, called in C (`peer.c`). One thread: the C side has one parser.

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::marker::PhantomData;
use std::ptr::{NonNull, null_mut};

use saml_edge::fuzzing::Wanted;

/// Both libraries, started. Neither it nor what it gives leaves the thread.
pub(crate) struct Peer(PhantomData<*const ()>);

/// A document as libxml2 reads it.
pub(crate) struct Document<'p> {
    document: NonNull<c_void>,
    peer: PhantomData<&'p Peer>,
}

/// A private key. It lives as long as the process.
pub(crate) struct Key(NonNull<c_void>);

impl Peer {
    pub(crate) fn start() -> Result<Self, String> {
        // SAFETY: called once, by the one thread there is.
        if unsafe { peer_start() } == 1 { Ok(Self(PhantomData)) } else { Err("libxmlsec1 does not start".into()) }
    }

    pub(crate) fn versions(&self) -> String {
        // SAFETY: both are string constants.
        let (libxml2, xmlsec) = unsafe { (CStr::from_ptr(peer_libxml2()), CStr::from_ptr(peer_xmlsec())) };
        format!("libxml2 {}, libxmlsec1 {}", libxml2.to_string_lossy(), xmlsec.to_string_lossy())
    }

    /// `None` where it is not well-formed.
    pub(crate) fn parse(&self, octets: &[u8]) -> Option<Document<'_>> {
        // SAFETY: pointer and length are of one slice; what is returned does not point into it.
        let document = unsafe { peer_parse(octets.as_ptr().cast(), octets.len()) };
        NonNull::new(document).map(|document| Document { document, peer: PhantomData })
    }

    pub(crate) fn key(&self, pem: &str) -> Result<Key, String> {
        // SAFETY: pointer and length are of one string, which the library copies.
        let key = unsafe { peer_key(pem.as_ptr(), pem.len()) };
        NonNull::new(key).map(Key).ok_or_else(|| "libxmlsec1 does not read a key".into())
    }
}

impl Document<'_> {
    /// `None` where it has no canonical form.
    pub(crate) fn canonical(&self, wanted: &Wanted<'_>) -> Option<Vec<u8>> {
        let (mode, comments) = method(wanted.method);
        let prefixes = wanted.prefixes.split_ascii_whitespace().map(|prefix| CString::new(prefix).expect("a prefix has no NUL"));
        let prefixes: Vec<CString> = prefixes.collect();
        let mut list: Vec<*mut c_char> = prefixes.iter().map(|prefix| prefix.as_ptr().cast_mut()).chain([null_mut()]).collect();
        let number = |number: usize| c_int::try_from(number).expect("few elements");
        let mut length = 0;
        // SAFETY: the list ends with a null pointer and outlives the call, which writes to none of its strings; `length` says how long the answer is, which
        // is freed here and nowhere else.
        unsafe {
            let omit = wanted.omit.map_or(-1, number);
            let pointer = if mode == EXCLUSIVE { list.as_mut_ptr() } else { null_mut() };
            let form = peer_canonical(self.document.as_ptr(), number(wanted.element), omit, mode, comments, pointer, &raw mut length);
            if form.is_null() {
                return None;
            }
            let octets = std::slice::from_raw_parts(form, length).to_vec();
            peer_free(form);
            Some(octets)
        }
    }

    pub(crate) fn register_ids(&self) {
        // SAFETY: the document is alive.
        unsafe { peer_register_ids(self.document.as_ptr()) }
    }

    /// DigestValue and SignatureValue of the first Signature, as libxmlsec1 fills them in.
    pub(crate) fn sign(&self, key: &Key) -> Option<(String, String)> {
        let (mut digest, mut value) = (null_mut(), null_mut());
        // SAFETY: document and key are alive; both answers are null or strings of C that are freed here.
        unsafe {
            let done = peer_sign(self.document.as_ptr(), key.0.as_ptr(), &raw mut digest, &raw mut value) == 1;
            let [digest, value] = [digest, value].map(|text| {
                let owned = (!text.is_null()).then(|| CStr::from_ptr(text.cast()).to_string_lossy().into_owned());
                if !text.is_null() {
                    peer_free(text);
                }
                owned
            });
            if done { digest.zip(value) } else { None }
        }
    }

    /// Whether the Signature of this number verifies; none where there is none.
    pub(crate) fn verify(&self, number: usize, key: &Key) -> Option<bool> {
        let number = c_int::try_from(number).expect("few signatures");
        // SAFETY: document and key are alive.
        match unsafe { peer_verify(self.document.as_ptr(), number, key.0.as_ptr()) } {
            1 => Some(true),
            0 => Some(false),
            _ => None,
        }
    }
}

impl Drop for Document<'_> {
    fn drop(&mut self) {
        // SAFETY: nothing else frees it.
        unsafe { peer_free_document(self.document.as_ptr()) }
    }
}

/// `xmlC14NMode`, and whether comments stay.
fn method(uri: &str) -> (c_int, c_int) {
    let (uri, comments) = uri.strip_suffix("WithComments").map_or((uri, 0), |uri| (uri, 1));
    match uri.trim_end_matches('#') {
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315" => (0, comments),
        "http://www.w3.org/2001/10/xml-exc-c14n" => (EXCLUSIVE, comments),
        "http://www.w3.org/2006/12/xml-c14n11" => (2, comments),
        other => panic!("no method: {other}"),
    }
}

const EXCLUSIVE: c_int = 1;

unsafe extern "C" {
    fn peer_start() -> c_int;
    fn peer_libxml2() -> *const c_char;
    fn peer_xmlsec() -> *const c_char;
    fn peer_parse(octets: *const c_char, length: usize) -> *mut c_void;
    fn peer_free_document(document: *mut c_void);
    fn peer_free(text: *mut u8);
    fn peer_canonical(
        document: *mut c_void,
        apex: c_int,
        omit: c_int,
        mode: c_int,
        with_comments: c_int,
        prefixes: *mut *mut c_char,
        length: *mut usize,
    ) -> *mut u8;
    fn peer_key(pem: *const u8, length: usize) -> *mut c_void;
    fn peer_register_ids(document: *mut c_void);
    fn peer_sign(document: *mut c_void, key: *mut c_void, digest: *mut *mut u8, value: *mut *mut u8) -> c_int;
    fn peer_verify(document: *mut c_void, number: c_int, key: *mut c_void) -> c_int;
}
