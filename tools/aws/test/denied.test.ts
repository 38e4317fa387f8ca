import { refuseDenied } from '../src/denied.ts';

const failing = (name: string) =>
  Promise.reject(Object.assign(new Error('is not authorized'), { name }));

it.each([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'NotAuthorizedException',
])("AWS's %s is bad input, in its own words", async (name) => {
  await expect(refuseDenied(failing(name))).rejects.toMatchObject({
    name: 'InputError',
    code: 'AWS_DENIED',
    message: 'AWS denies it: is not authorized',
  });
});

it('any other error stays what it is', async () => {
  await expect(refuseDenied(failing('Throttling'))).rejects.toMatchObject({ name: 'Throttling' });
  await expect(refuseDenied(Promise.resolve(0))).resolves.toBe(0);
});
