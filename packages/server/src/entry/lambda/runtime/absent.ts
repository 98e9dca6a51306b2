import { MadrigalError } from '@madrigal/core/shared';

/** Stands for tools that a function has no use for, but those that are given: whoever uses others is told. */
export function absent<T extends object>(name: string, present: Partial<T> = {}): T {
  return new Proxy(present as T, {
    get: (target, property) => {
      // Promises ask everything whether it is one.
      if (property === 'then' || property in target) return Reflect.get(target, property);
      throw new MadrigalError('unavailable', `There are no ${name} in this function.`);
    },
  });
}
