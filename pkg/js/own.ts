/**
 * A copy of what an object has itself: whatever happened to Object.prototype is no member of it. An instance of a class without
 * members, because engines keep what `Object.create(null)` makes as a dictionary, which is slow to make and to read.
 */
export function ownOf<Members extends object>(object: Members): Members {
  return Object.assign(new Own(), object) as Members;
}

class Own {
  static {
    Object.setPrototypeOf(this.prototype, null);
    Reflect.deleteProperty(this.prototype, "constructor");
    Object.freeze(this.prototype);
  }
}
