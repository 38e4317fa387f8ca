import { styleText } from 'node:util';
import { visibleText } from '@private-lambda/command-line/visible-text';

const FRAMES = [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'];
const FRAME_MS = 100;

interface Running {
  readonly name: string;
  readonly since: number;
}

/** One line per act; on a terminal also a last line that says what is going on. */
export class Reporter {
  readonly #output: NodeJS.WriteStream;
  readonly #live: boolean;
  readonly #running = new Set<Running>();
  #timer: NodeJS.Timeout | undefined;
  #frame = 0;

  /** @param output a terminal, or anything else for plain lines */
  constructor(output: NodeJS.WriteStream = process.stdout, environment = process.env) {
    this.#output = output;
    this.#live = output.isTTY === true && !environment['CI'];
  }

  say(line: string): void {
    this.#print(visibleText(line));
  }

  #print(line: string): void {
    this.#clear();
    this.#output.write(`${line}\n`);
    this.#draw();
  }

  /**
   * Runs work under a name, and says what came of it.
   * @throws what the work throws
   */
  async during(name: string, work: () => Promise<string>): Promise<void> {
    const running = { name, since: Date.now() };
    this.#running.add(running);
    this.#timer ??= this.#live ? setInterval(() => this.#tick(), FRAME_MS).unref() : undefined;
    try {
      const said = await work();
      this.#running.delete(running);
      this.#print(`${this.#paint('green', '✓')} ${this.#head(running)} ${visibleText(said)}`);
    } catch (error) {
      this.#running.delete(running);
      throw error;
    }
  }

  /** Takes the last line away. */
  close(): void {
    clearInterval(this.#timer);
    this.#running.clear();
    this.#clear();
  }

  failure(name: string, message: string): void {
    this.#print(`${this.#paint('red', '✗')} ${name.padEnd(WIDTH)} ${visibleText(message)}`);
  }

  #head({ name, since }: Running): string {
    return `${name.padEnd(WIDTH)} ${seconds(since).padStart(7)}`;
  }

  #tick(): void {
    this.#frame = (this.#frame + 1) % FRAMES.length;
    this.#clear();
    this.#draw();
  }

  #draw(): void {
    if (!this.#live || this.#running.size === 0) return;
    const acts = [...this.#running]
      .map(({ name, since }) => `${name} ${seconds(since)}`)
      .join(', ');
    const line = `${FRAMES[this.#frame]} ${acts}`;
    this.#output.write(line.slice(0, (this.#output.columns || 80) - 1));
  }

  #clear(): void {
    if (this.#live) this.#output.write('\r\u001b[K');
  }

  #paint(colour: 'green' | 'red', text: string): string {
    return styleText(colour, text, { stream: this.#output });
  }
}

/** Of the longest name of an act, with its number. */
const WIDTH = '5 one-by-one'.length;

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
