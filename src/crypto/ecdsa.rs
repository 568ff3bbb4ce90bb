//! ECDSA over the NIST curves P-256, P-384 and P-521 (FIPS 186-5, 6.4.2; SP 800-186, 3.2.1), verification only.
//!
//! Every value is public, so nothing is hidden in the time it takes. The libraries that also sign take 20 KB of the shipped
//! WebAssembly after brotli for the three curves, and this takes 5; they are the tests' second opinion, with Wycheproof's vectors.

use alloc::vec::Vec;

use super::field::{Element, WIDEST, Work, used};
use super::modular::{self, Limb, Modulus, Natural, Room};
use crate::error::{ConnectionError, sentences};

/// A named curve. Parameters that a key brings along itself are never read (CVE-2020-0601).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Curve {
    P256,
    P384,
    P521,
}

/// A point of a curve as a key, with what its curve needs.
#[derive(Clone, Debug)]
pub(crate) struct EcPublicKey {
    curve: Curve,
    field: Modulus,
    order: Modulus,
    /// What is added up: odd multiples of the generator and of the key's point.
    tables: [Table; 2],
}

/// A point times 1, 3, 5 and 7.
type Table = Vec<Affine>;

/// Coordinates below twice the field's modulus, times R.
#[derive(Clone, Copy, Debug)]
struct Affine {
    x: Element,
    y: Element,
}

/// X and Y over the square and the cube of Z. At infinity Z is a multiple of the modulus.
#[derive(Clone, Copy)]
struct Jacobian {
    x: Element,
    y: Element,
    z: Element,
}

impl Curve {
    /// Bits of the field and of the order.
    pub(crate) const fn bits(self) -> usize {
        match self {
            Self::P256 => 256,
            Self::P384 => 384,
            Self::P521 => 521,
        }
    }

    /// Octets of a coordinate, and of each half of a signature.
    const fn octets(self) -> usize {
        self.bits().div_ceil(8)
    }

    fn parameters(self) -> &'static Parameters {
        match self {
            Self::P256 => &P256,
            Self::P384 => &P384,
            Self::P521 => &P521,
        }
    }
}

impl EcPublicKey {
    pub(super) const fn curve(&self) -> Curve {
        self.curve
    }

    /// From SEC 1, 2.3.4: a point in full or compressed. It must be on the curve, and the cofactor is 1.
    pub(crate) fn new(curve: Curve, octets: &[u8]) -> Result<Self, ConnectionError> {
        Self::read(curve, octets).ok_or_else(|| sentences::EC_KEY_DAMAGED.plain())
    }

    fn read(curve: Curve, octets: &[u8]) -> Option<Self> {
        let Parameters { field, order, b, x, y } = curve.parameters();
        let (field, order) = (Modulus::new(field)?, Modulus::new(order)?);
        let mut work = Work::new(&field);
        let generator = Affine { x: work.read(x)?, y: work.read(y)? };
        let b = work.read(b)?;
        let (form, coordinates) = octets.split_first()?;
        let (x, y) = coordinates.split_at_checked(curve.octets())?;
        let x = work.read(x)?;
        let y_squared = work.right_side(&x, &b);
        let y = match (form, y.len()) {
            (4, length) if length == curve.octets() => work.read(y)?,
            (2 | 3, 0) => work.root(&y_squared, Limb::from(form & 1)),
            _ => return None,
        };
        let square = work.square(&y);
        work.same(&square, &y_squared).then_some(())?;
        let tables = [generator, Affine { x, y }].map(|point| work.table(&point));
        Some(Self { curve, tables, field, order })
    }

    /// FIPS 186-5, 6.4.2. `signature` is r and s, each as long as a coordinate (RFC 9231 2.3.6): DER, or zeros too many, are refused.
    pub(crate) fn verify(&self, digest: &[u8], signature: &[u8]) -> bool {
        self.matches(digest, signature).unwrap_or(false)
    }

    /// `None` where a half of the signature has not its length, is zero or is not below the order.
    fn matches(&self, digest: &[u8], signature: &[u8]) -> Option<bool> {
        let size = self.curve.octets();
        let (r, s) = signature.split_at_checked(size).filter(|(_, s)| s.len() == size)?;
        let nonzero = |octets: &[u8]| self.order.read(octets).filter(|number| number.iter().any(|limb| *limb > 0));
        let (r, s) = (nonzero(r)?, nonzero(s)?);
        // The leftmost bits of the digest, as many as the order has: no digest has the bits of P-521, and the others end with an
        // octet. As a number it may be larger than the order, and is less than twice as large.
        let e = self.order.read_any(digest.get(..size.min(digest.len()))?)?;
        let factors = self.over_s([&e, &r], &s);
        let mut work = Work::new(&self.field);
        let sum = work.sum_of_products(&factors, &self.tables);
        if work.is_zero(&sum.z) {
            return Some(false);
        }
        // Its x is X / Z^2, and r must be that modulo the order: without a division, r Z^2 is X, or (r + order) Z^2 is.
        let z_squared = work.square(&sum.z);
        let candidates = [r.clone(), self.order.plus(&r)];
        let mut is_x = |number: &Natural| self.field.exceeds(number) && work.is_over(&sum.x, &z_squared, number);
        Some(candidates.iter().any(&mut is_x))
    }

    /// The numbers divided by `s`, modulo the order.
    fn over_s(&self, numbers: [&Natural; 2], s: &Natural) -> [Natural; 2] {
        let mut room = Room::default();
        let mut times_r = self.order.zero();
        self.order.times_r(s, &mut room, &mut times_r);
        let inverse = self.order.power(&times_r, &self.order.minus(2), &mut room);
        numbers.map(|number| {
            let mut quotient = self.order.zero();
            self.order.product(number, &inverse, &mut room, &mut quotient);
            self.order.below(&mut quotient);
            quotient
        })
    }
}

impl Work<'_> {
    /// Whether `product` is `factor` times `number`, which is a plain one.
    fn is_over(&mut self, product: &Element, factor: &Element, number: &[Limb]) -> bool {
        let number = self.element(number);
        let found = self.product(&number, factor);
        self.same(&found, product)
    }

    /// x^3 - 3 x + b.
    fn right_side(&mut self, x: &Element, b: &Element) -> Element {
        let square = self.square(x);
        let cube = self.product(&square, x);
        let mut sum = self.add(&cube, b);
        for _ in 0..3 {
            sum = self.subtract(&sum, x);
        }
        sum
    }

    /// Of the two numbers whose square is `square`, if there are any, the one whose lowest bit is `parity`: all three moduli are 3
    /// modulo 4, so that the power to a quarter of the modulus and one is one of them.
    fn root(&mut self, square: &Element, parity: Limb) -> Element {
        let count = self.field.count();
        let power = self.field.power(used(square, count), &self.field.quarter(), &mut self.room);
        let root = self.make(|_, _, into| into.copy_from_slice(&power));
        // Times one is without R.
        let plain = self.make(|field, room, into| {
            field.product(&power, &field.one(), room, into);
            field.below(into);
        });
        if plain.first().is_some_and(|lowest| lowest & 1 == parity) { root } else { self.subtract(&[0; WIDEST], &root) }
    }

    /// No multiple that is asked for is at infinity: the orders are primes above 7.
    fn table(&mut self, point: &Affine) -> Table {
        let once = self.add_point(&INFINITY, point);
        let twice = self.double(&once);
        let mut odd = Vec::from([once]);
        for twice in self.affine(&[twice]).iter().cycle().take(3) {
            let next = self.add_point(odd.last().unwrap_or(&once), twice);
            odd.push(next);
        }
        self.affine(&odd)
    }

    /// One inversion for all of them: the inverse of the product, from which each takes its own (Montgomery).
    fn affine(&mut self, points: &[Jacobian]) -> Vec<Affine> {
        let count = self.field.count();
        let mut product = self.one();
        let mut before = Vec::new();
        for point in points {
            before.push(product);
            product = self.product(&product, &point.z);
        }
        let inverse = self.field.power(used(&product, count), &self.field.minus(2), &mut self.room);
        let mut inverse = self.make(|_, _, into| into.copy_from_slice(&inverse));
        let mut affine = Vec::new();
        for (point, before) in points.iter().zip(before).rev() {
            let own = self.product(&inverse, &before);
            inverse = self.product(&inverse, &point.z);
            let square = self.square(&own);
            let cube = self.product(&square, &own);
            affine.push(Affine { x: self.product(&point.x, &square), y: self.product(&point.y, &cube) });
        }
        affine.reverse();
        affine
    }

    /// The first factor times the first point and the second times the second: doubling once for both.
    fn sum_of_products(&mut self, factors: &[Natural; 2], tables: &[Table; 2]) -> Jacobian {
        let mut sum = INFINITY;
        for digits in modular::digit_pairs(factors.each_ref().map(Natural::as_slice)) {
            sum = self.double(&sum);
            for (digit, table) in digits.into_iter().zip(tables) {
                let point = table.get(usize::from(digit.unsigned_abs() / 2)).filter(|_| digit != 0);
                if let Some(point) = point {
                    let y = if digit < 0 { self.subtract(&[0; WIDEST], &point.y) } else { point.y };
                    sum = self.add_point(&sum, &Affine { x: point.x, y });
                }
            }
        }
        sum
    }

    /// "dbl-2001-b" of the Explicit-Formulas Database, for a = -3. At infinity, and where y is zero, Z becomes zero.
    fn double(&mut self, point: &Jacobian) -> Jacobian {
        let delta = self.square(&point.z);
        let gamma = self.square(&point.y);
        let beta = self.product(&point.x, &gamma);
        let (less, more) = (self.subtract(&point.x, &delta), self.add(&point.x, &delta));
        let product = self.product(&less, &more);
        let twice = self.add(&product, &product);
        let alpha = self.add(&twice, &product);
        let beta = self.add(&beta, &beta);
        let four_beta = self.add(&beta, &beta);
        let eight_beta = self.add(&four_beta, &four_beta);
        let square = self.square(&alpha);
        let x = self.subtract(&square, &eight_beta);
        let sum = self.add(&point.y, &point.z);
        let square = self.square(&sum);
        let z = self.subtract(&square, &gamma);
        let z = self.subtract(&z, &delta);
        let mut eight_gamma_squared = self.square(&gamma);
        for _ in 0..3 {
            eight_gamma_squared = self.add(&eight_gamma_squared, &eight_gamma_squared);
        }
        let difference = self.subtract(&four_beta, &x);
        let product = self.product(&alpha, &difference);
        Jacobian { x, y: self.subtract(&product, &eight_gamma_squared), z }
    }

    /// "madd" of the Explicit-Formulas Database, and what it leaves out: one of the points at infinity, the same point, its opposite.
    fn add_point(&mut self, sum: &Jacobian, point: &Affine) -> Jacobian {
        if self.is_zero(&sum.z) {
            return Jacobian { x: point.x, y: point.y, z: self.one() };
        }
        let z_squared = self.square(&sum.z);
        let z_cubed = self.product(&z_squared, &sum.z);
        let (x, y) = (self.product(&point.x, &z_squared), self.product(&point.y, &z_cubed));
        let (h, r) = (self.subtract(&x, &sum.x), self.subtract(&y, &sum.y));
        if self.is_zero(&h) && self.is_zero(&r) {
            return self.double(sum);
        }
        let h_squared = self.square(&h);
        let h_cubed = self.product(&h_squared, &h);
        let v = self.product(&sum.x, &h_squared);
        let twice_v = self.add(&v, &v);
        let r_squared = self.square(&r);
        let x = self.subtract(&r_squared, &h_cubed);
        let x = self.subtract(&x, &twice_v);
        let difference = self.subtract(&v, &x);
        let (left, right) = (self.product(&r, &difference), self.product(&sum.y, &h_cubed));
        // Of opposite points h is zero and r is not: Z becomes zero.
        Jacobian { x, y: self.subtract(&left, &right), z: self.product(&sum.z, &h) }
    }
}

const INFINITY: Jacobian = Jacobian { x: [0; WIDEST], y: [0; WIDEST], z: [0; WIDEST] };

/// SP 800-186, 3.2.1: y^2 = x^3 - 3 x + b over the field, and a generator of the group of that order. Big-endian octets.
struct Parameters {
    field: &'static [u8],
    order: &'static [u8],
    b: &'static [u8],
    x: &'static [u8],
    y: &'static [u8],
}

const P256: Parameters = Parameters {
    field:
        b"\xff\xff\xff\xff\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
    order:
        b"\xff\xff\xff\xff\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xbc\xe6\xfa\xad\xa7\x17\x9e\x84\xf3\xb9\xca\xc2\xfc\x63\x25\x51",
    b: b"\x5a\xc6\x35\xd8\xaa\x3a\x93\xe7\xb3\xeb\xbd\x55\x76\x98\x86\xbc\x65\x1d\x06\xb0\xcc\x53\xb0\xf6\x3b\xce\x3c\x3e\x27\xd2\x60\x4b",
    x: b"\x6b\x17\xd1\xf2\xe1\x2c\x42\x47\xf8\xbc\xe6\xe5\x63\xa4\x40\xf2\x77\x03\x7d\x81\x2d\xeb\x33\xa0\xf4\xa1\x39\x45\xd8\x98\xc2\x96",
    y: b"\x4f\xe3\x42\xe2\xfe\x1a\x7f\x9b\x8e\xe7\xeb\x4a\x7c\x0f\x9e\x16\x2b\xce\x33\x57\x6b\x31\x5e\xce\xcb\xb6\x40\x68\x37\xbf\x51\xf5",
};

const P384: Parameters = Parameters {
    field: b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff",
    order: b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xc7\x63\x4d\x81\xf4\x37\x2d\xdf\x58\x1a\x0d\xb2\x48\xb0\xa7\x7a\xec\xec\x19\x6a\xcc\xc5\x29\x73",
    b: b"\xb3\x31\x2f\xa7\xe2\x3e\xe7\xe4\x98\x8e\x05\x6b\xe3\xf8\x2d\x19\x18\x1d\x9c\x6e\xfe\x81\x41\x12\x03\x14\x08\x8f\x50\x13\x87\x5a\xc6\x56\x39\x8d\x8a\x2e\xd1\x9d\x2a\x85\xc8\xed\xd3\xec\x2a\xef",
    x: b"\xaa\x87\xca\x22\xbe\x8b\x05\x37\x8e\xb1\xc7\x1e\xf3\x20\xad\x74\x6e\x1d\x3b\x62\x8b\xa7\x9b\x98\x59\xf7\x41\xe0\x82\x54\x2a\x38\x55\x02\xf2\x5d\xbf\x55\x29\x6c\x3a\x54\x5e\x38\x72\x76\x0a\xb7",
    y: b"\x36\x17\xde\x4a\x96\x26\x2c\x6f\x5d\x9e\x98\xbf\x92\x92\xdc\x29\xf8\xf4\x1d\xbd\x28\x9a\x14\x7c\xe9\xda\x31\x13\xb5\xf0\xb8\xc0\x0a\x60\xb1\xce\x1d\x7e\x81\x9d\x7a\x43\x1d\x7c\x90\xea\x0e\x5f",
};

const P521: Parameters = Parameters {
    field: b"\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
    order: b"\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfa\x51\x86\x87\x83\xbf\x2f\x96\x6b\x7f\xcc\x01\x48\xf7\x09\xa5\xd0\x3b\xb5\xc9\xb8\x89\x9c\x47\xae\xbb\x6f\xb7\x1e\x91\x38\x64\x09",
    b: b"\x00\x51\x95\x3e\xb9\x61\x8e\x1c\x9a\x1f\x92\x9a\x21\xa0\xb6\x85\x40\xee\xa2\xda\x72\x5b\x99\xb3\x15\xf3\xb8\xb4\x89\x91\x8e\xf1\x09\xe1\x56\x19\x39\x51\xec\x7e\x93\x7b\x16\x52\xc0\xbd\x3b\xb1\xbf\x07\x35\x73\xdf\x88\x3d\x2c\x34\xf1\xef\x45\x1f\xd4\x6b\x50\x3f\x00",
    x: b"\x00\xc6\x85\x8e\x06\xb7\x04\x04\xe9\xcd\x9e\x3e\xcb\x66\x23\x95\xb4\x42\x9c\x64\x81\x39\x05\x3f\xb5\x21\xf8\x28\xaf\x60\x6b\x4d\x3d\xba\xa1\x4b\x5e\x77\xef\xe7\x59\x28\xfe\x1d\xc1\x27\xa2\xff\xa8\xde\x33\x48\xb3\xc1\x85\x6a\x42\x9b\xf9\x7e\x7e\x31\xc2\xe5\xbd\x66",
    y: b"\x01\x18\x39\x29\x6a\x78\x9a\x3b\xc0\x04\x5c\x8a\x5f\xb4\x2c\x7d\x1b\xd9\x98\xf5\x44\x49\x57\x9b\x44\x68\x17\xaf\xbd\x17\x27\x3e\x66\x2c\x97\xee\x72\x99\x5e\xf4\x26\x40\xc5\x50\xb9\x01\x3f\xad\x07\x61\x35\x3c\x70\x86\xa2\x72\xc2\x40\x88\xbe\x94\x76\x9f\xd1\x66\x50",
};
