// A zip of files as they are: no compression, as cameras and phones make them.

import { crc32 } from "./crc32.mjs";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** 1 January 2026, midnight, as zips count. */
const DAY = ((2026 - 1980) << 9) | (1 << 5) | 1;
const UTF8 = 0x0800;

export function zip(files) {
  const locals = [];
  const centrals = [];
  let offset = 0;
  for (const { name, buffer } of files) {
    const entry = describe(Buffer.from(name), buffer);
    const local = Buffer.concat([header(LOCAL, [20]), entry.fields, entry.name, buffer]);
    const central = Buffer.concat([header(CENTRAL, [20, 20]), entry.fields, where(offset), entry.name]);
    locals.push(local);
    centrals.push(central);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  return Buffer.concat([...locals, directory, end(files.length, directory.length, offset)]);
}

function header(signature, versions) {
  const buffer = Buffer.alloc(4 + versions.length * 2);
  buffer.writeUInt32LE(signature);
  for (const [i, version] of versions.entries()) buffer.writeUInt16LE(version, 4 + i * 2);
  return buffer;
}

/** What both headers say of a file, from the flags to the lengths. */
function describe(name, content) {
  const fields = Buffer.alloc(24);
  fields.writeUInt16LE(UTF8, 0);
  fields.writeUInt16LE(DAY, 6);
  fields.writeUInt32LE(crc32(content), 8);
  fields.writeUInt32LE(content.length, 12);
  fields.writeUInt32LE(content.length, 16);
  fields.writeUInt16LE(name.length, 20);
  return { fields, name };
}

/** Comment, disk and attributes are nothing; then the place of the local header. */
function where(offset) {
  const buffer = Buffer.alloc(14);
  buffer.writeUInt32LE(offset, 10);
  return buffer;
}

function end(count, size, offset) {
  const buffer = Buffer.alloc(22);
  buffer.writeUInt32LE(END);
  buffer.writeUInt16LE(count, 8);
  buffer.writeUInt16LE(count, 10);
  buffer.writeUInt32LE(size, 12);
  buffer.writeUInt32LE(offset, 16);
  return buffer;
}
