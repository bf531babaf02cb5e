// Package markdown makes text of Markdown, without its marks, and reads front matter.
package markdown
