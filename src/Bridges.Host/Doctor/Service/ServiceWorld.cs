namespace Bridges.Host.Doctor;

/// <summary>Which files the service sees and may write, and by which of its settings not.</summary>
internal sealed class ServiceWorld(ServiceUnit unit)
{
    private static readonly string[] Homes = ["/home", "/root", "/run/user"];
    private static readonly string[] Temporary = ["/tmp", "/var/tmp"];
    private static readonly string[] Programs = ["/usr", "/boot", "/efi"];

    /// <returns>The setting that hides the path from the service, or leaves it another in its place; null where it sees it.</returns>
    public string? WhyHidden(string path) => unit.Bound.Any(bound => IsBelow(path, bound)) ? null
        : (ServiceUnit.IsYes(unit.ProtectHome) || unit.ProtectHome == "tmpfs") && IsInHome(path) ? $"ProtectHome={unit.ProtectHome}"
        : unit.PrivateTmp && Temporary.Any(folder => IsBelow(path, folder)) ? "PrivateTmp=yes"
        : unit.Inaccessible.FirstOrDefault(folder => IsBelow(path, folder)) is { } closed ? $"InaccessiblePaths={closed}"
        : null;

    /// <returns>The setting by which the service may not change the path; null where none keeps it from that.</returns>
    public string? WhyReadOnly(string path) => unit.Writable.Any(folder => IsBelow(path, folder)) ? null
        : unit.ProtectSystem == "strict" && !IsInHome(path) ? "ProtectSystem=strict"
        : unit.ProtectHome == "read-only" && IsInHome(path) ? "ProtectHome=read-only"
        : (unit.ProtectSystem == "full" || ServiceUnit.IsYes(unit.ProtectSystem)) && Programs.Append(unit.ProtectSystem == "full" ? "/etc" : "/usr").Any(folder => IsBelow(path, folder)) ? $"ProtectSystem={unit.ProtectSystem}"
        : unit.ReadOnly.FirstOrDefault(folder => IsBelow(path, folder)) is { } locked ? $"ReadOnlyPaths={locked}"
        : null;

    /// <summary>There ProtectHome alone counts, ProtectSystem=strict does not (systemd.exec(5)).</summary>
    private static bool IsInHome(string path) => Homes.Any(home => IsBelow(path, home));

    private static bool IsBelow(string path, string folder) => path == folder || path.StartsWith($"{folder.TrimEnd('/')}/", StringComparison.Ordinal);
}
