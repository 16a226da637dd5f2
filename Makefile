# Standfirst: the two commands are `make run` and `make test`.

DATA ?= standfirst-data
ADDRESS ?= 127.0.0.1:8080

.PHONY: help run build test soak bench browser-test deb test-deb setup clean

help:
	@echo "make run    a working newspaper with a demo publication at http://localhost:8080"
	@echo "make test   every test, on SQLite and PostgreSQL, and in a browser"
	@echo "make soak   the long tests: 200 kills, a million stray addresses, ten minutes of traffic"
	@echo "make bench  the benchmarks"
	@echo "make deb    a Debian package in dist; make test-deb installs it in a clean system (as root)"
	@echo
	@echo "DATA=$(DATA) is the data folder, ADDRESS=$(ADDRESS) the address that make run serves at."

setup:
	@Tools/setup run

build: setup
	@echo "Building the release program (the first time takes some minutes)"
	@swift build -c release --product standfirst

run: build
	@exec "$$(swift build -c release --show-bin-path)/standfirst" serve --demo --data "$(DATA)" --address "$(ADDRESS)"

test:
	@Tools/setup test
	@Tools/test

soak:
	@Tools/setup test
	@Tools/soak

bench:
	@Tools/setup bench
	@Tools/bench

deb: build
	@Tools/setup deb
	@packaging/build-deb

test-deb:
	@packaging/test-deb

clean:
	@swift package clean
