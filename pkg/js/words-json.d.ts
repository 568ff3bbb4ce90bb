// Written by the build: what words.js exports, each as JSON.

export declare const WORDINGS: string;
export declare const SENTENCES: string;
export declare const NEAR_MISSES: string;
export declare const RULES: string;
