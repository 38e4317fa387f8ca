/** A queue whose cheapest number is the next; costs are whole numbers. */
export class CheapestFirst {
  private readonly byCost: number[][] = [];
  /** What the number cost that was taken last. */
  cheapest = 0;

  add(number: number, cost: number) {
    const alike = this.byCost[cost];
    if (alike) alike.push(number);
    else this.byCost[cost] = [number];
    this.cheapest = Math.min(this.cheapest, cost);
  }

  take(): number | undefined {
    for (; this.cheapest < this.byCost.length; this.cheapest += 1) {
      const number = this.byCost[this.cheapest]?.pop();
      if (number !== undefined) return number;
    }
    return undefined;
  }
}
