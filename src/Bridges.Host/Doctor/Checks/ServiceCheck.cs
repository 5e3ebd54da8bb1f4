using Bridges.Media;
using Bridges.Storage;

namespace Bridges.Host.Doctor;

/// <summary>
/// Where systemd runs the bridge, it does so in another world than the doctor's, which somebody started by hand: as another user, without home folders, with a
/// folder for temporary files of its own. Looks at what of the configuration is not the same there.
/// </summary>
internal sealed class ServiceCheck : IDoctorCheck
{
    private const string Subject = $"service {ServiceUnit.Name}";

    public Func<ServiceUnit?> Find { get; init; } = () => ServiceUnit.Find(root: "");

    public string CurrentUser { get; init; } = Environment.UserName;

    /// <summary>Null where the doctor may not ask as another.</summary>
    public AskServiceUser? AskAs { get; init; } = Environment.IsPrivilegedProcess ? new ServiceUser().AskAsync : null;

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || Find() is not { } unit)
        {
            return [];
        }

        if (unit.Configuration is { } configuration && !unit.RunsWith(patient.File.FilePath))
        {
            return [DoctorFinding.Fine($"{Subject} runs with {configuration}", $"what was looked at here is {patient.File.FilePath}, and not the service's; for that: bridges doctor --config {configuration}")];
        }

        var findings = JudgePaths(unit, patient).ToList();
        if (findings.Count == 0 && unit.Identity is { } identity && identity.User != CurrentUser)
        {
            findings.AddRange(await JudgeUserAsync(unit, identity, patient, cancellationToken));
        }

        return [.. findings, .. JudgeVariables(unit)];
    }

    private static IEnumerable<DoctorFinding> JudgePaths(ServiceUnit unit, Patient patient)
    {
        var world = new ServiceWorld(unit);
        var hidden = Read(patient).Concat(Written(patient)).Select(path => (Path: path, Why: world.WhyHidden(path))).Where(path => path.Why is not null).DistinctBy(path => path.Path).ToArray();
        foreach (var group in hidden.GroupBy(path => path.Why!))
        {
            yield return DoctorFinding.Wrong(
                Subject, $"It does not see {string.Join(", ", group.Select(path => path.Path))}, though you do: {unit.File} has {group.Key}.",
                $"Move what is there to /var/lib/bridges and correct the configuration; or 'systemctl edit {ServiceUnit.Name}' and write, below [Service]: {group.Key.Split('=')[0]}={(group.Key.StartsWith("Inaccessible", StringComparison.Ordinal) ? "" : "no")}");
        }

        var locked = Written(patient).Where(path => !Array.Exists(hidden, one => one.Path == path)).Select(path => (Path: path, Why: world.WhyReadOnly(path))).Where(path => path.Why is not null).ToArray();
        if (locked is [var first, ..])
        {
            yield return DoctorFinding.Wrong(
                Subject, $"It may not write {string.Join(", ", locked.Select(path => path.Path))}, whoever owns that: {unit.File} has {first.Why}.",
                $"'systemctl edit {ServiceUnit.Name}' and write, below [Service]: ReadWritePaths={string.Join(' ', locked.Select(path => path.Path))}   (or move it to /var/lib/bridges and correct the configuration)");
        }
    }

    private async Task<IReadOnlyList<DoctorFinding>> JudgeUserAsync(ServiceUnit unit, ServiceIdentity identity, Patient patient, CancellationToken cancellationToken)
    {
        var user = identity.User;
        if (AskAs is null)
        {
            return [DoctorFinding.Fine($"{Subject} runs as {user}", $"you are {CurrentUser}, so rights on files were looked at as yours; as the service's: sudo -u {user} bridges doctor --config {patient.File.FilePath}")];
        }

        return await AskAs(identity, Existing(Read(patient)), Existing(Written(patient)), cancellationToken) switch
        {
            ServiceRights.Asked { Unreadable: [], Unwritable: [] } => [DoctorFinding.Fine($"{Subject} may read and write its files, as {identity}")],
            ServiceRights.Asked asked => [.. JudgeRights(identity, asked)],
            ServiceRights.NoSuchUser when unit.DynamicUser || user.All(char.IsAsciiDigit) => [DoctorFinding.NotChecked(Subject, $"there is no user {user} to ask while it does not run")],
            ServiceRights.NoSuchUser => [DoctorFinding.Wrong(
                Subject, $"It runs as {user}, and there is no such user here: systemd does not start it (217/USER).",
                $"useradd --system --user-group --home-dir /var/lib/bridges --shell /usr/sbin/nologin {user}   (or correct User= in {unit.File})")],
            ServiceRights.NoSuchGroup none => [DoctorFinding.Wrong(
                Subject, $"It runs as {identity}, and one of the groups does not exist here ({none.Complaint}): systemd does not start it (216/GROUP).",
                $"groupadd --system NAME, or correct Group= and SupplementaryGroups= in {unit.File}")],
            ServiceRights.NotAsked not => [DoctorFinding.NotChecked(Subject, $"whether {user} may use its files is not known: {not.Why}")],
            var other => throw new InvalidOperationException($"Unknown answer {other}."),
        };
    }

    private static IEnumerable<DoctorFinding> JudgeRights(ServiceIdentity identity, ServiceRights.Asked asked)
    {
        // What is only read stays its owner's: a service that owns its own code could change it.
        if (asked.Unreadable is [_, ..] unreadable)
        {
            var files = string.Join(' ', unreadable);
            yield return DoctorFinding.Wrong(
                Subject, $"It runs as {identity}, who may not read {string.Join(", ", unreadable)} (or not the folders above).",
                $"chgrp -R {identity.Group ?? $"\"$(id -gn {identity.User})\""} {files}; chmod -R g=rX {files}");
        }

        if (asked.Unwritable is [_, ..] unwritable)
        {
            yield return DoctorFinding.Wrong(
                Subject, $"It runs as {identity}, who may not write {string.Join(", ", unwritable)} (or not the folders above).",
                $"chown -R {identity.User} {string.Join(' ', unwritable)}");
        }
    }

    /// <summary>Without its variables the doctor looks at other places than the service uses.</summary>
    private static IEnumerable<DoctorFinding> JudgeVariables(ServiceUnit unit)
    {
        var missing = unit.Variables.Select(line => line.Split('=', 2)).Where(parts => Environment.GetEnvironmentVariable(parts[0]) != parts[1].Trim('"', '\'')).Select(parts => parts[0]).Distinct(StringComparer.Ordinal).ToArray();
        return missing.Length == 0
            ? []
            : [DoctorFinding.Fine($"{Subject} has variables of its own", $"{string.Join(", ", missing)} are set for it and not, or otherwise, for you: the doctor sees what the service sees with the same ({unit.File})")];
    }

    private static string[] Existing(IEnumerable<string> paths) => [.. paths.Where(Path.Exists).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Read(Patient patient)
    {
        var configuration = patient.Configuration;
        yield return patient.File.FilePath;
        yield return configuration.ModulesDirectory;
        if (File.Exists(configuration.Secrets.KeyFile))
        {
            yield return configuration.Secrets.KeyFile;
        }

        if (configuration.Media.Ffmpeg is { Length: > 0 } ffmpeg && ffmpeg != FfmpegSearch.None)
        {
            yield return ffmpeg;
        }
    }

    private static IEnumerable<string> Written(Patient patient)
    {
        var configuration = patient.Configuration;
        yield return configuration.DataDirectory;
        if (DatabaseOptions.Parse(configuration.Database.Reveal()) is { Kind: DatabaseKind.Sqlite } file)
        {
            yield return Path.GetDirectoryName(file.Target)!;
        }

        if (!File.Exists(configuration.Secrets.KeyFile))
        {
            yield return Path.GetDirectoryName(configuration.Secrets.KeyFile)!;
        }
    }
}
