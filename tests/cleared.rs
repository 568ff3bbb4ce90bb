//! What decryption leaves in memory that it gave back: nothing of a key.
//!
//! The allocator of this program looks through each block that is freed. One test alone, because it watches for all threads.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use rsa::pkcs8::DecodePrivateKey as _;
use rsa::traits::PrivateKeyParts as _;
use saml_edge::{Connection, DecryptionKey, IdentityProvider, InResponseTo, Policy, Post, ServiceProvider, Timestamp, explain, verify};
use saml_edge_messages::{ACS, IDP, Login, NOW, REQUEST, SP, Signer, Undecryptable, private_key};

#[global_allocator]
static WATCHING: Watching = Watching;

static IS_WATCHING: AtomicBool = AtomicBool::new(false);
static NEEDLES: OnceLock<Vec<Needle>> = OnceLock::new();

/// Sixteen octets of something secret: nobody else's memory has them by chance.
struct Needle {
    name: String,
    octets: [u8; 16],
    found: AtomicUsize,
}

/// While somebody watches, every block that is given back is searched.
struct Watching;

impl Watching {
    /// # Safety
    /// The block is the caller's, and initialised as far as anybody wrote to it: what nobody wrote to is whatever was there, which is looked at as well.
    unsafe fn look_through(place: *const u8, length: usize) {
        let Some(needles) = NEEDLES.get().filter(|_| IS_WATCHING.load(Relaxed)) else { return };
        for at in 0..(length + 1).saturating_sub(16) {
            // SAFETY: inside the block.
            let octets = unsafe { place.add(at).cast::<[u8; 16]>().read_volatile() };
            for needle in needles.iter().filter(|needle| needle.octets == octets) {
                needle.found.fetch_add(1, Relaxed);
            }
        }
    }
}

// SAFETY: all of it is the system's allocator; looking allocates nothing.
unsafe impl GlobalAlloc for Watching {
    /// Nothing of an earlier owner, so that what is found was left by the last.
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: the block is the caller's until the next line.
        unsafe { Self::look_through(place, layout.size()) };
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(place, layout) }
    }

    /// It may move the block, and give the old one back: so it is one that is made, copied and freed.
    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the contract, and both blocks are as long as what is copied.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                new.copy_from_nonoverlapping(place, layout.size().min(size));
                self.dealloc(place, layout);
            }
            new
        }
    }
}

/// The names of what was found in freed blocks meanwhile.
fn left_behind(work: impl FnOnce()) -> Vec<&'static str> {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap();
    let needles = NEEDLES.get().unwrap();
    needles.iter().for_each(|needle| needle.found.store(0, Relaxed));
    IS_WATCHING.store(true, Relaxed);
    work();
    IS_WATCHING.store(false, Relaxed);
    needles.iter().filter(|needle| needle.found.load(Relaxed) > 0).map(|needle| needle.name.as_str()).collect()
}

/// Pieces of the session keys, and of each secret integer of the private key: as a message, a key file or a limb has it.
fn needles() -> Vec<Needle> {
    let mut needles = Vec::new();
    let mut add = |name: String, octets: &[u8]| {
        needles.push(Needle { name, octets: octets.try_into().unwrap(), found: AtomicUsize::new(0) });
    };
    for number in 0..MESSAGES {
        let key = Undecryptable::session_key(number);
        add(format!("start of session key {number}"), &key[..16]);
        add(format!("end of session key {number}"), &key[16..]);
    }
    let key = rsa::PrivateKey::from_pkcs8_der(&der(&private_key("sp"))).unwrap();
    let [p, q] = key.primes() else { panic!("two primes") };
    let (dp, dq) = (key.dp().unwrap(), key.dq().unwrap());
    for (name, integer) in [("p", &**p), ("q", &**q), ("d", key.d()), ("dp", dp), ("dq", dq)] {
        let octets = integer.to_be_bytes();
        add(format!("{name} as octets"), &octets[32..48]);
        add(format!("{name} as limbs of 58 bits"), &limbs(&octets));
    }
    needles
}

/// The third limb and the fourth, from the least.
fn limbs(octets: &[u8]) -> Vec<u8> {
    let bit = |at: usize| u64::from(octets[octets.len() - 1 - at / 8] >> (at % 8) & 1);
    let limb = |number: usize| (0..58).map(|at| bit(58 * number + at) << at).sum::<u64>();
    [limb(2), limb(3)].map(u64::to_le_bytes).concat()
}

fn der(pem: &str) -> Vec<u8> {
    use base64::Engine as _;
    let text: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

const MESSAGES: usize = 2;

#[test]
fn freed_memory_holds_nothing_of_a_key() {
    assert!(NEEDLES.set(needles()).is_ok());
    let pem = private_key("sp");
    let messages: Vec<_> = (0..MESSAGES)
        .flat_map(|number| {
            let xml = Login::okta().xml();
            let failing = Undecryptable::ALL.map(|reason| (reason.seal(&xml, number), false));
            std::iter::once((Undecryptable::seal_well(&xml, number), true)).chain(failing)
        })
        .collect();
    let now = Timestamp::parse(NOW).unwrap();
    let found = left_behind(|| {
        for (xml, is_genuine) in &messages {
            // The key is read for each, and dropped after it, as the WebAssembly does it.
            let connection = connection(&pem);
            let post = Post::from_xml(xml.as_bytes());
            assert_eq!(verify(&post, &connection, InResponseTo::Request(REQUEST), now).is_ok(), *is_genuine);
            assert_eq!(explain(&post, Some(&connection), InResponseTo::Request(REQUEST), now).accepted, *is_genuine);
        }
    });
    assert_eq!(found, [""; 0]);

    // It would have been seen, wherever in a block it lies.
    for needle in NEEDLES.get().unwrap() {
        let found = left_behind(|| drop([&[7; 5], &needle.octets[..], &[7; 3]].concat()));
        assert_eq!(found, [needle.name.as_str()]);
    }
    assert_eq!(left_behind(|| drop(vec![7_u8; 100])), [""; 0]);
}

fn connection(pem: &str) -> Connection {
    let idp = IdentityProvider { entity_id: IDP.into(), certificates: vec![Signer::Rsa2048.certificate()] };
    let sp = ServiceProvider { entity_id: SP.into(), acs_url: ACS.into(), slo_url: None };
    let key = DecryptionKey::parse(pem).unwrap();
    Connection::new(idp, sp, Policy::strict()).unwrap().with_decryption_keys(vec![key]).unwrap()
}
