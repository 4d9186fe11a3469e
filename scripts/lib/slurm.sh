# shellcheck shell=bash
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# A Slurm cluster of one node, this machine, for a test: nothing of it is where a real one would be.
# Sourced after common.sh.

# startCluster DIR SLOTS: a node with so many slots; what it writes is in DIR. SLURM_CONF then names it.
startCluster() {
  local dir=$1 slots=$2 port user
  user=$(id -un) port=$((20000 + $$ % 20000))
  mkdir -p "$dir/state" "$dir/spool"
  # munged asks who can write to the folders above its files.
  munge=$(mktemp -d /var/tmp/munge.XXXXXX) && chmod 755 "$munge"
  (umask 077 && head -c 1024 /dev/urandom >"$munge/key")
  munged --force --socket="$munge/socket" --key-file="$munge/key" --pid-file="$munge/pid" --log-file="$munge/log" --seed-file="$munge/seed" \
    >"$dir/munged.said" 2>&1 || return 1
  cat >"$dir/slurm.conf" <<END
ClusterName=test
SlurmctldHost=$(hostname)(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$munge/socket
CredType=cred/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SwitchType=switch/none
SchedulerType=sched/builtin
SchedulerParameters=sched_min_interval=1000000
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
ReturnToService=2
SlurmdTimeout=10
SlurmctldTimeout=10
KillWait=2
MessageTimeout=5
NodeName=$(hostname) NodeAddr=127.0.0.1 CPUs=$slots RealMemory=$(($(awk '/^MemTotal/ { print $2 }' /proc/meminfo) / 1100)) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
  export SLURM_CONF=$dir/slurm.conf
  slurmctld -c >>"$dir/slurmctld.said" 2>&1 || return 1
  startNode || return 1
  for ((i = 0; i < 60; ++i)); do
    [ "$(sinfo -h -o %t 2>/dev/null)" != idle ] || return 0
    sleep 0.5
  done
  return 1
}

startNode() { slurmd -N "$(hostname)" >>"$(dirname "$SLURM_CONF")/slurmd.said" 2>&1 || slurmd >>"$(dirname "$SLURM_CONF")/slurmd.said" 2>&1; }

# killNode: the node is gone from one moment to the next, with all that runs there.
killNode() {
  local dir pid all=() more
  dir=$(dirname "$SLURM_CONF")
  # The daemon, and the daemons of jobs, which are children of none.
  mapfile -t all < <(cat "$dir/slurmd.pid" && pgrep -x slurmstepd | while read -r pid; do
    ! { tr '\0' '\n' <"/proc/$pid/environ"; } 2>/dev/null | grep -qxF "SLURM_CONF=$SLURM_CONF" || echo "$pid"
  done)
  more=("${all[@]}")
  while [ ${#more[@]} -gt 0 ]; do
    mapfile -t more < <(for pid in "${more[@]}"; do pgrep -P "$pid" || true; done)
    all+=("${more[@]}")
  done
  kill -KILL "${all[@]}" 2>/dev/null || true
}

stopCluster() {
  [ -n "${SLURM_CONF:-}" ] || return 0
  local dir file
  dir=$(dirname "$SLURM_CONF")
  killNode
  for file in "$dir/slurmctld.pid" "${munge:-$dir}/pid"; do [ ! -s "$file" ] || kill "$(cat "$file")" 2>/dev/null || true; done
  sleep 1
  [ -z "${munge:-}" ] || rm -rf "$munge"
}
