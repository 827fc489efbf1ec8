import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import { cutsWholeCharacters } from './scripts/cut-rule.js'
import { importDirection } from './scripts/import-rules.js'

const rawIpc = {
  selector: 'ImportSpecifier[imported.name=/^ipc(Main|Renderer)$/]',
  message: 'Raw IPC is only for src/main/ipc and src/preload: use the typed channel map.',
}

/** A compiler cannot read SQL. Without this, `rows` would let a statement that writes or locks through to a reader. */
const writeOnReader = {
  selector:
    "CallExpression[callee.name='rows'] TemplateElement[value.raw=/\\b(insert into|delete from|update \\w+ (\\w+ )?set|for (no key )?update|for (key )?share)\\b/i]",
  message: '`rows` is for what only reads: use `returned` (on a Writer or Tx), or `locked` (in a Tx).',
}

export default tseslint.config(
  { ignores: ['node_modules', 'out', 'dist', '.cache', 'test-results', 'playwright-report'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      eqeqeq: 'error',
      'no-console': 'off',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { tijdig: { rules: { 'import-direction': importDirection } } },
    rules: { 'tijdig/import-direction': 'error' },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/**/*.test.{ts,tsx}', 'src/shared/cut-text.ts'],
    plugins: { cut: { rules: { 'whole-characters': cutsWholeCharacters } } },
    rules: { 'cut/whole-characters': 'error' },
  },
  {
    files: ['src/shared/**/*.ts'],
    ignores: ['src/shared/**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'window', message: 'src/shared is pure: no DOM.' },
        { name: 'document', message: 'src/shared is pure: no DOM.' },
        { name: 'process', message: 'src/shared is pure: no Node.' },
        { name: 'setTimeout', message: 'src/shared is pure: no timers.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'src/shared has no clock: take `now` as an argument.' },
        {
          object: 'Math',
          property: 'random',
          message: 'src/shared is deterministic: take random from outside.',
        },
      ],
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(node:|electron|react|fs$|path$)', message: 'src/shared is pure.' }] },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/main/ipc/**', 'src/preload/**'],
    rules: {
      'no-restricted-syntax': ['error', rawIpc],
    },
  },
  {
    files: ['src/server/**/*.ts'],
    ignores: ['src/server/**/*.test.ts', 'src/server/**/testing/**'],
    rules: { 'no-restricted-syntax': ['error', rawIpc, writeOnReader] },
  },
)
