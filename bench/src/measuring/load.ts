/** What a client is asked to do. */
export interface LoadTask {
  readonly concurrent: number;
  readonly milliseconds: number;
}

/** What it cost. */
export interface LoadResult {
  readonly callsPerSecond: number;
  /** Microseconds of CPU per call, in the client's process. */
  readonly cpuMicros: number;
  readonly p50Micros: number;
  readonly p99Micros: number;
}
