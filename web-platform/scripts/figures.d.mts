export function keyOf(heading: string): string;
export function figuresOf(markdown: string): unknown;
