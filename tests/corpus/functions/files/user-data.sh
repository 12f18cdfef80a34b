#!/bin/bash
for name in one two; do
  echo "${name}: ${HOME:-none} $(hostname) %s" >> /var/log/hello
done
