"""整改通知: what each unit is told, with its deadline, how it was sent, and when it was received and read."""
