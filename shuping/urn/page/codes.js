// Codes as shuping/urn/codes.py has them: read what was typed, or say what is wrong.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const LENGTH = 20;

const timesTwo = (value) => (value & 16 ? (value << 1) ^ 0b100101 : value << 1);

export function read(typed) {
  const plain = typed.normalize("NFKC").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
  const code = plain.replace(/[\s\-_–—·]/g, "");
  const strange = [...code].findIndex((one) => !ALPHABET.includes(one));
  if (strange >= 0) return { wrong: "codeLetter", about: { place: strange + 1, letter: [...code][strange] } };
  if (code.length !== LENGTH) return { wrong: "codeLength", about: { count: code.length } };
  let found = 0;
  for (const one of code.slice(0, -1)) found = timesTwo(found ^ ALPHABET.indexOf(one));
  return found === ALPHABET.indexOf(code[LENGTH - 1]) ? { code } : { wrong: "codeCheck", about: {} };
}
