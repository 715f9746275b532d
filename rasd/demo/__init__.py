"""The whole pipeline on this machine: simulated Telegram, real everything else."""
