import { ValidationService } from '@tsoa/runtime';

let mended = false;

/**
 * tsoa forgets, inside a list, in what the list stands: a fault in the list `basis` of `start` of `body` would be told as
 * one of `basis`. Taken by its whole name the list has nothing before it that could be forgotten.
 */
export function nameListFaultsWhole(): void {
  if (mended) return;
  mended = true;
  const { prototype } = ValidationService;
  const validateArray = Object.getOwnPropertyDescriptor(prototype, 'validateArray')!
    .value as ValidationService['validateArray'];
  prototype.validateArray = function (name, value, fieldErrors, isBodyParam, schema, validators, parent = '') {
    return validateArray.call(this, parent + name, value, fieldErrors, isBodyParam, schema, validators, '');
  };
}
