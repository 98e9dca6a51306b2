import type { Logger } from '@madrigal/core/shared';

export const silentLogger: Logger = {
  info() {},
  warn() {},
  error() {},
  child: () => silentLogger,
};
