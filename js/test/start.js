// Prints the time from loading the package to a cleaned text, in milliseconds. The arguments are the languages.

const start = performance.now();
const { Cleaner } = await import("../src/node.js");
const page = `The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
READ MORE: Ten winter harbours you must see
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
Sign up for our newsletter
`;
const kept = new Cleaner({ languages: process.argv.slice(2) }).clean(page);
const time = performance.now() - start;
if (kept.includes("READ MORE")) throw new Error("nothing was removed");
console.log(time);
