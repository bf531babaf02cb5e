// Package markdown converts Markdown to text without its marks, and reads front matter.
package markdown
