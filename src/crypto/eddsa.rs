//! Ed25519 (RFC 8032, 5.1.7), verification only and in its strict form: one signature has one spelling, and no key or signature is of small order.
//!
//! Every value is public, so nothing is hidden in the time it takes. ed25519-dalek takes 3.5 KB more of the shipped WebAssembly after brotli, and a
//! quarter of the time; it is the tests' second opinion, with Wycheproof's vectors.

use alloc::vec::Vec;

use super::digest::DigestAlgorithm;
use super::field::{Element, WIDEST, Work, used};
use super::modular::{self, Limb, Modulus, Room};
use crate::error::{ConnectionError, sentences};

/// A point of the curve as a key, with what verification needs.
#[derive(Clone, Debug)]
pub(crate) struct Ed25519PublicKey {
    octets: Vec<u8>,
    field: Modulus,
    order: Modulus,
    /// What is added up: odd multiples of the generator and of the opposite of the key's point.
    tables: [Table; 2],
}

/// A point times 1, 3, 5 and 7.
type Table = Vec<Point>;

/// X / Z and Y / Z, and X Y / Z (RFC 8032, 5.1.4).
#[derive(Clone, Copy, Debug)]
struct Point {
    x: Element,
    y: Element,
    z: Element,
    t: Element,
}

impl Ed25519PublicKey {
    /// From its 32 octets (RFC 8410, 4). A key of small order verifies what nobody signed.
    pub(crate) fn new(octets: &[u8]) -> Result<Self, ConnectionError> {
        Self::read(octets).ok_or_else(|| sentences::ED25519_KEY_DAMAGED.plain())
    }

    fn read(octets: &[u8]) -> Option<Self> {
        let (field, order) = (Modulus::new(FIELD)?, Modulus::new(ORDER)?);
        let mut work = Work::new(&field);
        let (x, y) = (work.read(GENERATOR_X)?, work.read(GENERATOR_Y)?);
        let generator = work.affine_point(x, y);
        let own = work.decode(octets)?;
        let opposite = work.opposite(&own);
        let tables = [generator, opposite].map(|point| work.odd_multiples(&point));
        Some(Self { octets: octets.into(), order, tables, field })
    }

    /// `false` says that this key did not make `signature` over `message`, and nothing finer.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.matches(message, signature).unwrap_or(false)
    }

    /// `None` where a half of the signature is not what such halves are.
    fn matches(&self, message: &[u8], signature: &[u8]) -> Option<bool> {
        let (r, s) = signature.split_at_checked(LENGTH).filter(|(_, s)| s.len() == LENGTH)?;
        let factor = self.order.read(&reversed(s))?;
        let mut work = Work::new(&self.field);
        let r_point = work.decode(r)?;
        let digest = DigestAlgorithm::Sha512.digest(&[r, &self.octets, message].concat());
        let mut room = Room::default();
        let challenge = self.order.remainder_times_r(&modular::number(&reversed(digest.as_ref())), &mut room);
        let challenge = self.order.without_r(&challenge, &mut room);
        let sum = work.sum([&factor, &challenge], &self.tables);
        // R's Z is one.
        let (x, y) = (work.product(&r_point.x, &sum.z), work.product(&r_point.y, &sum.z));
        Some(work.same(&x, &sum.x) && work.same(&y, &sum.y))
    }
}

impl Work<'_> {
    /// RFC 8032, 5.1.3. A point of small order is refused (its eighth multiple is the neutral one).
    fn decode(&mut self, octets: &[u8]) -> Option<Point> {
        let mut octets = Some(octets).filter(|octets| octets.len() == LENGTH).map(reversed)?;
        let highest = octets.first_mut()?;
        let parity = Limb::from(*highest >> 7);
        *highest &= 0x7F;
        let y = self.read(&octets)?;
        let x = self.x_of(&y, parity)?;
        let point = self.affine_point(x, y);
        let mut multiple = point;
        for _ in 0..3 {
            multiple = self.doubled(&multiple);
        }
        let is_small = self.is_zero(&multiple.x) && self.same(&multiple.y, &multiple.z);
        (!is_small).then_some(point)
    }

    /// x^2 is (y^2 - 1) / (d y^2 + 1), and of its two roots the one whose lowest bit is `parity`.
    fn x_of(&mut self, y: &Element, parity: Limb) -> Option<Element> {
        let (one, d, root_of_minus_one) = (self.one(), self.read(D)?, self.read(ROOT_OF_MINUS_ONE)?);
        let square = self.square(y);
        let (u, dy) = (self.subtract(&square, &one), self.product(&d, &square));
        let v = self.add(&dy, &one);
        // u v^3 (u v^7)^((p - 5) / 8)
        let (v2, uv) = (self.square(&v), self.product(&u, &v));
        let v4 = self.square(&v2);
        let (uv3, v6) = (self.product(&uv, &v2), self.product(&v4, &v2));
        let base = self.product(&uv, &v6);
        let power = self.field.power(used(&base, self.field.count()), &self.field.read(EXPONENT)?, &mut self.room);
        let power = self.make(|_, _, into| into.copy_from_slice(&power));
        let mut x = self.product(&uv3, &power);
        let x2 = self.square(&x);
        let vx2 = self.product(&v, &x2);
        if !self.same(&vx2, &u) {
            let sum = self.add(&vx2, &u);
            self.is_zero(&sum).then_some(())?;
            x = self.product(&x, &root_of_minus_one);
        }
        // Zero has one root, whose lowest bit is zero.
        if self.is_zero(&x) {
            return (parity == 0).then_some(x);
        }
        let plain = self.make(|field, room, into| {
            field.product(used(&x, field.count()), &field.one(), room, into);
            field.below(into);
        });
        Some(if plain.first().is_some_and(|lowest| lowest & 1 == parity) { x } else { self.negative(&x) })
    }

    fn affine_point(&mut self, x: Element, y: Element) -> Point {
        Point { x, y, z: self.one(), t: self.product(&x, &y) }
    }

    fn negative(&mut self, number: &Element) -> Element {
        self.subtract(&[0; WIDEST], number)
    }

    fn opposite(&mut self, point: &Point) -> Point {
        Point { x: self.negative(&point.x), t: self.negative(&point.t), ..*point }
    }

    /// RFC 8032, 5.1.4: complete.
    fn plus(&mut self, one: &Point, other: &Point) -> Point {
        let (less, other_less) = (self.subtract(&one.y, &one.x), self.subtract(&other.y, &other.x));
        let (more, other_more) = (self.add(&one.y, &one.x), self.add(&other.y, &other.x));
        let (a, b) = (self.product(&less, &other_less), self.product(&more, &other_more));
        let twice_d = self.read(TWICE_D).unwrap_or([0; WIDEST]);
        let (t, z) = (self.product(&one.t, &other.t), self.product(&one.z, &other.z));
        let (c, d) = (self.product(&t, &twice_d), self.add(&z, &z));
        let (e, f, g, h) = (self.subtract(&b, &a), self.subtract(&d, &c), self.add(&d, &c), self.add(&b, &a));
        Point { x: self.product(&e, &f), y: self.product(&g, &h), z: self.product(&f, &g), t: self.product(&e, &h) }
    }

    /// "dbl-2008-hwcd" of the Explicit-Formulas Database.
    fn doubled(&mut self, point: &Point) -> Point {
        let (a, b, z) = (self.square(&point.x), self.square(&point.y), self.square(&point.z));
        let sum = self.add(&point.x, &point.y);
        let (c, square, h, g) = (self.add(&z, &z), self.square(&sum), self.add(&a, &b), self.subtract(&a, &b));
        let (e, f) = (self.subtract(&h, &square), self.add(&c, &g));
        Point { x: self.product(&e, &f), y: self.product(&g, &h), z: self.product(&f, &g), t: self.product(&e, &h) }
    }

    fn odd_multiples(&mut self, point: &Point) -> Table {
        let twice = self.doubled(point);
        let mut odd = Vec::from([*point]);
        for _ in 0..3 {
            let next = self.plus(odd.last().unwrap_or(point), &twice);
            odd.push(next);
        }
        odd
    }

    /// The first factor times the first point and the second times the second: doubling once for both.
    fn sum(&mut self, factors: [&[Limb]; 2], tables: &[Table; 2]) -> Point {
        let one = self.one();
        let mut sum = Point { x: [0; WIDEST], y: one, z: one, t: [0; WIDEST] };
        for digits in modular::digit_pairs(factors) {
            sum = self.doubled(&sum);
            for (digit, table) in digits.into_iter().zip(tables) {
                let point = table.get(usize::from(digit.unsigned_abs() / 2)).filter(|_| digit != 0);
                if let Some(point) = point {
                    let point = if digit < 0 { self.opposite(point) } else { *point };
                    sum = self.plus(&sum, &point);
                }
            }
        }
        sum
    }
}

/// RFC 8032 has the lowest octet first.
fn reversed(octets: &[u8]) -> Vec<u8> {
    octets.iter().rev().copied().collect()
}

const LENGTH: usize = 32;

/// RFC 8032, 5.1: -x^2 + y^2 = 1 + d x^2 y^2 over the field, and a generator of the group of that order. Big-endian octets.
const FIELD: &[u8] =
    b"\x7f\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xed";
const ORDER: &[u8] =
    b"\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x14\xde\xf9\xde\xa2\xf7\x9c\xd6\x58\x12\x63\x1a\x5c\xf5\xd3\xed";
const D: &[u8] =
    b"\x52\x03\x6c\xee\x2b\x6f\xfe\x73\x8c\xc7\x40\x79\x77\x79\xe8\x98\x00\x70\x0a\x4d\x41\x41\xd8\xab\x75\xeb\x4d\xca\x13\x59\x78\xa3";
const TWICE_D: &[u8] =
    b"\x24\x06\xd9\xdc\x56\xdf\xfc\xe7\x19\x8e\x80\xf2\xee\xf3\xd1\x30\x00\xe0\x14\x9a\x82\x83\xb1\x56\xeb\xd6\x9b\x94\x26\xb2\xf1\x59";
const GENERATOR_X: &[u8] =
    b"\x21\x69\x36\xd3\xcd\x6e\x53\xfe\xc0\xa4\xe2\x31\xfd\xd6\xdc\x5c\x69\x2c\xc7\x60\x95\x25\xa7\xb2\xc9\x56\x2d\x60\x8f\x25\xd5\x1a";
const GENERATOR_Y: &[u8] =
    b"\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x58";
/// 2 to the power of a quarter of the field's modulus less one.
const ROOT_OF_MINUS_ONE: &[u8] =
    b"\x2b\x83\x24\x80\x4f\xc1\xdf\x0b\x2b\x4d\x00\x99\x3d\xfb\xd7\xa7\x2f\x43\x18\x06\xad\x2f\xe4\x78\xc4\xee\x1b\x27\x4a\x0e\xa0\xb0";
/// An eighth of the field's modulus less five.
const EXPONENT: &[u8] =
    b"\x0f\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfd";
