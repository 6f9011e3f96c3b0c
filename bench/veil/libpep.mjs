// Runs the published WebAssembly library of the same scheme, for comparison with Sekisho's own arithmetic.
//
//   node bench/veil/libpep.mjs DIR           reads lines "ciphertext public-key r s k" in hexadecimal, writes rrsk of each
//   node bench/veil/libpep.mjs DIR --speed   writes microseconds for one conversion, bytes to bytes
//
// DIR is a folder with node_modules in which "npm install @nolai/libpep-wasm@0.12.0" was run.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [folder, option] = process.argv.slice(2);
const base = `${folder}/node_modules/@nolai/libpep-wasm/pkg/`;
const library = await import(pathToFileURL(`${base}libpep_bg.js`).href);
const module = await WebAssembly.instantiate(readFileSync(`${base}libpep_bg.wasm`), { './libpep_bg.js': library });
library.__wbg_set_wasm(module.instance.exports);
module.instance.exports.__wbindgen_start?.();

function convert(line) {
  const [ciphertext, key, r, s, k] = line.trim().split(' ');
  return library
    .rrsk(
      library.ElGamal.fromBytes(Buffer.from(ciphertext, 'hex')),
      library.GroupElement.fromHex(key),
      library.ScalarNonZero.fromHex(r),
      library.ScalarNonZero.fromHex(s),
      library.ScalarNonZero.fromHex(k),
    )
    .toBytes();
}

if (option === '--speed') {
  const scalar = () => library.ScalarNonZero.random().toHex();
  const element = () => library.GroupElement.random().toHex();
  const line = `${element()}${element()} ${element()} ${scalar()} ${scalar()} ${scalar()}`;
  let best = Infinity;
  for (let round = 0; round < 15; round++) {
    const before = process.cpuUsage().user;
    for (let i = 0; i < 300; i++) convert(line);
    best = Math.min(best, (process.cpuUsage().user - before) / 300);
  }
  console.log(best.toFixed(1));
} else {
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(Buffer.from(convert(line)).toString('hex'));
  }
}
