/* The parts of a workbook, which is a zip: unpacked and packed. Files come from
   elsewhere, so each part is unpacked as far as the file says and no further,
   and its sum is checked, which fflate leaves to others. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const MOST = { bytes: 5 * 1024 * 1024, unpacked: 60 * 1024 * 1024, parts: 1000 };
  const [END, ENTRY, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50];
  const END_LENGTH = 22;
  const STEP = 16 * 1024;
  const DECLARES = /<!(?:doctype|entity)/i;
  const MADE = new Date(1980, 0, 1);

  const SUMS = new Uint32Array(256).map((_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    return sum;
  });

  function crc32(bytes) {
    let sum = 0xffffffff;
    for (let at = 0; at < bytes.length; at += 1) sum = SUMS[(sum ^ bytes[at]) & 255] ^ (sum >>> 8);
    return (sum ^ 0xffffffff) >>> 0;
  }

  function damaged() {
    PSL.rules.refuse("not-a-workbook", "This file cannot be read: it is damaged, locked with a password or no workbook.");
  }

  /* Where the list of parts ends: the last place that says so. */
  function endOf(view) {
    const least = Math.max(0, view.byteLength - END_LENGTH - 65535);
    for (let at = view.byteLength - END_LENGTH; at >= least; at -= 1) {
      if (view.getUint32(at, true) === END) return at;
    }
    return damaged();
  }

  /* [{name, flags, method, sum, packed, size, at}] of the list at a zip's end. */
  function listed(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = endOf(view);
    const start = end - view.getUint32(end + 12, true);
    const shift = start - view.getUint32(end + 16, true);
    if (shift < 0) damaged();
    const found = [];
    for (let at = start; at < end;) {
      if (view.getUint32(at, true) !== ENTRY) damaged();
      const name = view.getUint16(at + 28, true);
      found.push({
        name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)),
        flags: view.getUint16(at + 8, true), method: view.getUint16(at + 10, true),
        sum: view.getUint32(at + 16, true), packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true),
        at: shift + view.getUint32(at + 42, true),
      });
      at += 46 + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return found;
  }

  function inflated(packed, size) {
    const whole = new Uint8Array(size);
    let at = 0;
    const stream = new window.fflate.Inflate((piece) => {
      if (at + piece.length > size) damaged();
      whole.set(piece, at);
      at += piece.length;
    });
    for (let from = 0; from < packed.length; from += STEP) {
      stream.push(packed.subarray(from, from + STEP), from + STEP >= packed.length);
    }
    return at === size ? whole : damaged();
  }

  function part(bytes, entry) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (entry.flags & 1 || ![0, 8].includes(entry.method) || view.getUint32(entry.at, true) !== LOCAL) damaged();
    const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
    const packed = bytes.subarray(from, from + entry.packed);
    const whole = entry.method ? inflated(packed, entry.size) : packed;
    return whole.length === entry.size && crc32(whole) === entry.sum ? whole : damaged();
  }

  /* No spreadsheet program writes entities, or other letters than UTF-8. */
  function harmless(name, bytes) {
    const wide = bytes.subarray(0, 4).includes(0) || (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    if (wide || DECLARES.test(new TextDecoder().decode(bytes))) {
      PSL.rules.refuse("harmful", "This file holds what no spreadsheet program writes.");
    }
  }

  const isMarkup = (name) => name.endsWith(".xml") || name.endsWith(".rels");

  /* The parts by name; Refused when the file is no zip, damaged or not to be trusted. */
  function unpacked(bytes) {
    if (bytes.length > MOST.bytes) PSL.rules.refuse("too-large", "This file is larger than 5 MB, which no workbook of ours is.");
    try {
      const entries = listed(bytes);
      if (entries.length > MOST.parts || entries.reduce((sum, one) => sum + one.size, 0) > MOST.unpacked) {
        PSL.rules.refuse("too-large", "This file unpacks to far more than a workbook of ours holds.");
      }
      const parts = new Map(entries.filter((one) => !one.name.endsWith("/")).map((one) => [one.name, part(bytes, one)]));
      parts.forEach((content, name) => { if (isMarkup(name)) harmless(name, content); });
      return parts;
    } catch (error) {
      if (error instanceof PSL.rules.Refused) throw error;
      return damaged();
    }
  }

  /* A zip of parts by name: the same bytes for the same parts. */
  const packed = (parts) => window.fflate.zipSync(Object.fromEntries(parts), { mtime: MADE, level: 6 });

  PSL.zip = { unpacked, packed, damaged };
})();
