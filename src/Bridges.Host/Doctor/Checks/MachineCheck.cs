namespace Bridges.Host.Doctor;

/// <summary>The machine lets the bridge open enough files, use enough memory, and put files away for a moment.</summary>
internal sealed class MachineCheck : IDoctorCheck
{
    /// <summary>Bytes without which no bridge with an engine goes.</summary>
    public const long LeastMemory = 256 * Megabyte;

    private const string Subject = "machine";
    private const long LeastOpenFiles = 1024;
    private const long Megabyte = 1 << 20;
    private const long LeastProcesses = 128;
    private const long LeastTemporarySpace = 64 * Megabyte;

    public Func<MachineFacts> Read { get; init; } = MachineFacts.Read;

    public Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var findings = Judge(Read()).ToList();
        patient.TemporaryFolderWorks = findings.TrueForAll(finding => finding.Subject != "temporary folder");
        return Task.FromResult<IReadOnlyList<DoctorFinding>>(findings.Count > 0 ? findings : [DoctorFinding.Fine($"{Subject} leaves room for open files, memory and temporary files")]);
    }

    private static IEnumerable<DoctorFinding> Judge(MachineFacts facts)
    {
        if (facts.OpenFiles < LeastOpenFiles)
        {
            yield return DoctorFinding.Wrong(
                Subject, $"This program may have {facts.OpenFiles} files open at once; connections and engines need {LeastOpenFiles} or more.",
                "systemd: LimitNOFILE=65536 in the unit; containers: --ulimit nofile=65536; in a shell: ulimit -n 65536");
        }

        if (facts.Memory < LeastMemory)
        {
            yield return DoctorFinding.Wrong(
                Subject, $"The bridge and its engines may use {facts.Memory / Megabyte} MB together; with less than {LeastMemory / Megabyte} MB engines are killed again and again.",
                "systemd: MemoryMax=2G in the unit; containers: mem_limit: 1g");
        }

        if (facts.Processes < LeastProcesses)
        {
            yield return DoctorFinding.Wrong(
                Subject, $"The bridge and its engines may have {facts.Processes} processes and threads together; with fewer than {LeastProcesses} engines cannot be started.",
                "systemd: TasksMax=512 in the unit; containers: --pids-limit 512, pids_limit: 512");
        }

        if (facts.TemporarySpace < LeastTemporarySpace)
        {
            yield return DoctorFinding.Wrong(
                Subject, $"Only {facts.TemporarySpace / Megabyte} MB are free for temporary files in {facts.TemporaryFolder}; back-ups and what is converted need {LeastTemporarySpace / Megabyte} MB or more.",
                $"Make room there (df -h {facts.TemporaryFolder}), or name another folder in the variable TMPDIR");
        }

        if (WhyNotWritable(facts.TemporaryFolder) is { } problem)
        {
            yield return DoctorFinding.Wrong(
                "temporary folder", $"Nothing can be put into {facts.TemporaryFolder}: {problem}", $"mkdir -p -m 1777 {facts.TemporaryFolder}   or correct the variable TMPDIR");
        }
    }

    private static string? WhyNotWritable(string folder)
    {
        try
        {
            var trial = Path.Combine(folder, $".bridges-{Guid.NewGuid():N}");
            new FileStream(trial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }
}
