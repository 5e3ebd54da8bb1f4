using Bridges.Storage;

namespace Bridges.Host.Doctor;

/// <summary>
/// The bridge may use as much memory as it takes with its networks and accounts (docs/performance.md has the figures). Of a systemd unit its own limit counts,
/// whoever started the doctor.
/// </summary>
internal sealed class MemoryCheck : IDoctorCheck
{
    private const string Subject = "memory for networks and accounts";
    private const long Megabyte = 1 << 20;

    // MiB at rest, as they were measured: the host; the largest engine; what one of twenty accounts adds to that.
    private const long Host = 110;
    private const long Network = 130;
    private const long Account = 6;

    public Func<MachineFacts> Read { get; init; } = MachineFacts.Read;

    public Func<ServiceUnit?> Find { get; init; } = () => ServiceUnit.Find(root: "");

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var service = Find() is { MemoryMax: { } limit } unit && unit.RunsWith(patient.File.FilePath) ? limit : default(long?);
        var own = Read().Memory;
        // Less than any bridge needs is the machine's own finding.
        if ((service ?? own) is not { } allowed || own < MachineCheck.LeastMemory)
        {
            return [];
        }

        allowed = Math.Min(allowed, own ?? long.MaxValue);
        var networks = patient.Configuration.Networks.Values.Count(network => network.Enabled);
        var accounts = await CountAccountsAsync(patient, cancellationToken);
        var needed = Host + (networks * Network) + (accounts * Account);
        return
        [
            allowed >= needed * Megabyte
                ? DoctorFinding.Fine($"{Subject} ({allowed / Megabyte} MB allowed, about {needed} needed)")
                : DoctorFinding.Wrong(
                    Subject,
                    $"{(service == allowed ? $"{ServiceUnit.Name} has MemoryMax, by which the bridge and its engines" : "The bridge and its engines")} may use {allowed / Megabyte} MB together; {networks} networks and {accounts} accounts take about {needed} MB at rest ({Host} for the host, {Network} a network, {Account} an account), and more while history is read. Engines are killed, and start again, over and over.",
                    $"systemd: MemoryMax={Advice(needed)}M in the unit; containers: mem_limit: {Advice(needed)}m"),
        ];
    }

    /// <summary>Twice what is taken at rest.</summary>
    private static long Advice(long needed) => Math.Max(1024, needed * 2);

    private static async Task<int> CountAccountsAsync(Patient patient, CancellationToken cancellationToken)
    {
        try
        {
            return patient.DatabaseWorks ? (await DatabaseChecks.CountSecretsAsync(DatabaseOptions.Parse(patient.Configuration.Database.Reveal()), secrets: null, cancellationToken)).All : 0;
        }
        catch (StorageException)
        {
            // What is wrong with it was told.
            return 0;
        }
    }
}
