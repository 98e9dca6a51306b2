/** The functions of kernel.wat; addresses are byte offsets in the shared memory. */
export interface Kernel {
  vertical(target: number, upper: number, lower: number, weight: number, count: number): void;
  horizontal(target: number, row: number, table: number, count: number): void;
  mixed(
    target: number,
    row: number,
    table: number,
    row2: number,
    table2: number,
    mix: number,
    count: number,
  ): void;
}

export function bindKernel(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernel {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as Kernel;
}
