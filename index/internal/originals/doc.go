// Package originals keeps the originals of articles, compressed, in files of a
// generation. An original is a file that holds one article alone, from which the article
// can be extracted again. The record of an article has the key of its original.
package originals
