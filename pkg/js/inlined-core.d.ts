// Written by the build: core.wasm as base64, for runtimes that cannot import WebAssembly.

export declare const base64: string;
