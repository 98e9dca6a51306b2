/** One message of an event stream. */
export interface StreamMessage {
  id: string | null;
  data: string;
}

/**
 * Takes an event stream apart, piece by piece as it arrives (HTML Living Standard, section 9.2.6;
 * comments, `event` and `retry` are skipped). Returns the messages that a piece completes.
 */
export function createEventParser(): (piece: string) => StreamMessage[] {
  let rest = '';
  let lines: string[] = [];
  return (piece) => {
    const done: StreamMessage[] = [];
    const read = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = read.pop() ?? '';
    for (const line of read) {
      if (line !== '') {
        lines.push(line);
        continue;
      }
      const message = messageOf(lines);
      if (message) done.push(message);
      lines = [];
    }
    return done;
  };
}

function messageOf(lines: readonly string[]): StreamMessage | null {
  const fields = lines.map(fieldOf);
  const data = fields.filter(([name]) => name === 'data').map(([, value]) => value);
  const id = fields.findLast(([name]) => name === 'id')?.[1] ?? null;
  return data.length > 0 ? { id, data: data.join('\n') } : null;
}

function fieldOf(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  if (colon < 0) return [line, ''];
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
}
