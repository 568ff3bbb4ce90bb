//! The system's allocator, and how much of it is in use; and one that gives the same blocks to every call.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicUsize};

#[global_allocator]
static COUNTING: Counting = Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

/// What is allocated now, from where the peak is counted anew.
pub(crate) fn start() -> usize {
    let live = LIVE.load(Relaxed);
    PEAK.store(live, Relaxed);
    live
}

pub(crate) fn peak() -> usize {
    PEAK.load(Relaxed)
}

/// Runs a call whose blocks lie where those of the call before lay. What looking for a free block takes, and copying to one, depends on everything that was
/// allocated before, and hides a difference of a few thousand instructions. Nothing that the call allocates may outlive it.
pub(crate) fn in_same_places(call: impl FnOnce()) {
    TAKEN.store(0, Relaxed);
    IS_SAME.store(true, Relaxed);
    call();
    IS_SAME.store(false, Relaxed);
}

static IS_SAME: AtomicBool = AtomicBool::new(false);
static TAKEN: AtomicUsize = AtomicUsize::new(0);
static PLACES: Places = Places(UnsafeCell::new([0; ROOM]));

/// Many times what one call takes, freed blocks and all.
const ROOM: usize = 16 << 20;

#[repr(align(4096))]
struct Places(UnsafeCell<[u8; ROOM]>);

// SAFETY: its octets are reached through the blocks that `take` gives, which do not overlap. There is one thread.
unsafe impl Sync for Places {}

impl Places {
    fn start(&self) -> *mut u8 {
        self.0.get().cast()
    }

    /// The next block; null where there is none.
    fn take(&self, layout: Layout) -> *mut u8 {
        let at = TAKEN.load(Relaxed).next_multiple_of(layout.align().max(16));
        let end = at + layout.size();
        if end > ROOM {
            return std::ptr::null_mut();
        }
        TAKEN.store(end, Relaxed);
        self.start().wrapping_add(at)
    }

    fn hold(&self, place: *mut u8) -> bool {
        (place.addr().wrapping_sub(self.start().addr())) < ROOM
    }
}

struct Counting;

impl Counting {
    fn add(octets: usize) {
        let live = LIVE.fetch_add(octets, Relaxed) + octets;
        PEAK.fetch_max(live, Relaxed);
    }
}

// SAFETY: all of it is the system's allocator; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::add(layout.size());
        if IS_SAME.load(Relaxed) {
            return PLACES.take(layout);
        }
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if IS_SAME.load(Relaxed) {
            // SAFETY: the caller keeps the contract, and the block is as long as it says.
            return unsafe {
                let place = self.alloc(layout);
                if !place.is_null() {
                    place.write_bytes(0, layout.size());
                }
                place
            };
        }
        Self::add(layout.size());
        // SAFETY: the caller keeps the contract of `alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        if PLACES.hold(place) {
            return;
        }
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(place, layout) }
    }

    /// A block that grows may be copied: for a moment there are both, and that is what is counted.
    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if IS_SAME.load(Relaxed) || PLACES.hold(place) {
            // SAFETY: the caller keeps the contract, and both blocks are as long as what is copied.
            return unsafe {
                let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
                if !new.is_null() {
                    new.copy_from_nonoverlapping(place, layout.size().min(size));
                    self.dealloc(place, layout);
                }
                new
            };
        }
        Self::add(size);
        LIVE.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller keeps the contract of `realloc`.
        unsafe { System.realloc(place, layout, size) }
    }
}
