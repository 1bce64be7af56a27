"""Servers on loopback that keep the wire formats of Ollama and of OpenAI.

They stand in for the real ones in tests, demo and benchmarks, misbehave by name
(`stand_ins.faults`), and keep every request as it came. They share no code with
Hushwatt and import nothing of it.
"""
