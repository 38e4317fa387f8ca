#!/usr/bin/env node
import '../dist/cfn-reach.mjs';
