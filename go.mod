module github.com/newsdex/newsdex

go 1.25.0
