//! Arithmetic in the field of a curve, with public values.

use super::modular::{Limb, Modulus, Room, limbs_for};

/// A number of the field; what is beyond the modulus' limbs is unused.
pub(super) type Element = [Limb; WIDEST];

/// Limbs of P-521.
pub(super) const WIDEST: usize = limbs_for(521);

/// The arithmetic of one field. Every element is times R, and below twice the modulus.
pub(super) struct Work<'f> {
    pub(super) field: &'f Modulus,
    pub(super) room: Room,
}

impl<'f> Work<'f> {
    pub(super) fn new(field: &'f Modulus) -> Self {
        Self { field, room: Room::default() }
    }

    pub(super) fn read(&mut self, octets: &[u8]) -> Option<Element> {
        let number = self.field.read(octets)?;
        Some(self.element(&number))
    }

    pub(super) fn element(&mut self, number: &[Limb]) -> Element {
        self.make(|field, room, into| field.times_r(number, room, into))
    }

    pub(super) fn product(&mut self, a: &Element, b: &Element) -> Element {
        let count = self.field.count();
        self.make(|field, room, into| field.product(used(a, count), used(b, count), room, into))
    }

    pub(super) fn square(&mut self, a: &Element) -> Element {
        let count = self.field.count();
        self.make(|field, room, into| field.square(used(a, count), room, into))
    }

    pub(super) fn add(&mut self, a: &Element, b: &Element) -> Element {
        let count = self.field.count();
        self.make(|field, _, into| {
            into.copy_from_slice(used(a, count));
            field.add(into, used(b, count));
        })
    }

    pub(super) fn subtract(&mut self, a: &Element, b: &Element) -> Element {
        let count = self.field.count();
        self.make(|field, _, into| {
            into.copy_from_slice(used(a, count));
            field.subtract(into, used(b, count));
        })
    }

    pub(super) fn make(&mut self, fill: impl FnOnce(&Modulus, &mut Room, &mut [Limb])) -> Element {
        let mut element = [0; WIDEST];
        fill(self.field, &mut self.room, element.get_mut(..self.field.count()).unwrap_or_default());
        element
    }

    pub(super) fn is_zero(&self, a: &Element) -> bool {
        self.field.divides(used(a, self.field.count()))
    }

    pub(super) fn same(&mut self, a: &Element, b: &Element) -> bool {
        let difference = self.subtract(a, b);
        self.is_zero(&difference)
    }

    pub(super) fn one(&mut self) -> Element {
        self.element(&self.field.one())
    }
}

pub(super) fn used(element: &Element, count: usize) -> &[Limb] {
    element.get(..count).unwrap_or_default()
}
