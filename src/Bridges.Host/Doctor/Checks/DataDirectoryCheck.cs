namespace Bridges.Host.Doctor;

/// <summary>Modules and engines can keep files of their own. What is tried is taken back at once.</summary>
internal sealed class DataDirectoryCheck : IDoctorCheck
{
    // Linux: ENOSPC, EROFS, EDQUOT.
    private const int NoSpaceLeft = 28;
    private const int ReadOnlyDisk = 30;
    private const int QuotaExceeded = 122;
    private const long Megabyte = 1 << 20;
    private const long NeededSpace = 256 * Megabyte;

    private static readonly string[] Shared = ["media", "transfers"];

    /// <summary>How many bytes are free on the disk of a folder.</summary>
    public Func<string, long> FreeSpace { get; init; } = folder => new DriveInfo(folder).AvailableFreeSpace;

    /// <summary>Makes a file in a folder and takes it back.</summary>
    public Action<string> TryWriting { get; init; } = folder =>
        new FileStream(Path.Combine(folder, $".bridges-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();

    public Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var finding = Judge(patient.Configuration.DataDirectory);
        if (finding.Verdict != DoctorVerdict.Wrong)
        {
            // Somebody who tried the bridge as root left such folders behind in one that is right.
            finding = patient.Configuration.Networks.Keys.Concat(Shared).Select(name => Path.Combine(patient.Configuration.DataDirectory, name)).Where(Directory.Exists).Select(Judge)
                .FirstOrDefault(part => part.Verdict == DoctorVerdict.Wrong) ?? finding;
        }

        patient.DataDirectoryWorks = finding.Verdict != DoctorVerdict.Wrong;
        return Task.FromResult<IReadOnlyList<DoctorFinding>>([finding]);
    }

    private DoctorFinding Judge(string folder)
    {
        const string Subject = "data directory";
        // One that is not there is made at the start, in the nearest folder above it that is.
        var existing = folder;
        while (!Directory.Exists(existing))
        {
            if (File.Exists(existing))
            {
                return DoctorFinding.Wrong(Subject, $"{existing} is a file, and is to be a folder.", "Correct data_directory in the configuration.");
            }

            existing = Path.GetDirectoryName(existing)!;
        }

        try
        {
            TryWriting(existing);
            var free = FreeSpace(existing);
            return free < NeededSpace
                ? DoctorFinding.Wrong(Subject, $"Only {free / Megabyte} MB are free on the disk of {folder}; engines keep their sessions there.", $"Make room on that disk: {NeededSpace / Megabyte} MB at least (df -h {existing}).")
                : DoctorFinding.Fine($"{Subject} {folder} can be written");
        }
        catch (IOException full) when (full.HResult == NoSpaceLeft)
        {
            return DoctorFinding.Wrong(Subject, $"No file can be made in {existing}: the disk is full, or has no free inodes.", $"Make room there: df -h {existing}; df -i {existing}");
        }
        catch (IOException quota) when (quota.HResult == QuotaExceeded)
        {
            return DoctorFinding.Wrong(Subject, $"No file can be made in {existing}: the quota of {Environment.UserName} on that disk is used up.", "quota -s shows it; make room, or have an administrator raise it (setquota, edquota).");
        }
        catch (IOException locked) when (locked.HResult == ReadOnlyDisk)
        {
            return DoctorFinding.Wrong(Subject, $"{existing} is on a disk that takes no changes.", $"findmnt -T {existing} tells which; mount -o remount,rw THAT; see dmesg for why it was locked. systemd: ReadWritePaths={existing}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return DoctorFinding.OfAnotherUser(
                Subject, $"Nothing can be written in {existing}: {exception.Message}", $"chown USER {existing}; chmod u+rwx {existing}", ", or set data_directory to a folder of theirs.");
        }
    }
}
