using System.Net.Sockets;
using Bridges.Host.Administration;
using Bridges.Host.Configuration;

namespace Bridges.Host.Doctor;

/// <summary>Who is at the configured address during an examination: the host, the doctor's stand-in, or neither.</summary>
internal sealed class PlaceAtAddress(RunningHost? host, StandInListener? standIn) : IAsyncDisposable
{
    /// <summary>Whether the bridge, or the doctor for it, is what answers there; where not, that was told.</summary>
    public bool IsOurs => host is not null || standIn is not null;

    /// <summary>The host that runs; null where none does.</summary>
    public IAdministration? Host => host;

    public static async Task<PlaceAtAddress> TakeAsync(AppserviceConfiguration appservice, List<DoctorFinding> findings, CancellationToken cancellationToken)
    {
        var subject = $"address {appservice.Listen}";
        if (!OwnAddresses.Include(appservice.Listen))
        {
            findings.Add(DoctorFinding.Wrong(
                subject, $"{appservice.Listen.Host} is no address of this machine, so nothing can listen there.",
                $"Set appservice.listen to one of this machine's, such as 127.0.0.1:{appservice.Listen.Port}, or *:{appservice.Listen.Port} for all of them; appservice.url says how the homeserver reaches it."));
            return new PlaceAtAddress(host: null, standIn: null);
        }

        try
        {
            if (await RunningHost.FindAsync(appservice, cancellationToken) is { } running)
            {
                findings.Add(DoctorFinding.Fine($"bridge runs at {appservice.Listen}"));
                return new PlaceAtAddress(running, standIn: null);
            }

            var standIn = await StandInListener.StartAsync(appservice, cancellationToken);
            findings.Add(DoctorFinding.Fine($"{subject} is free (the bridge does not run)"));
            return new PlaceAtAddress(host: null, standIn);
        }
        catch (CommandFailedException)
        {
            findings.Add(DoctorFinding.Wrong(
                subject, "Something else than the bridge with this configuration answers there.",
                "If the configuration was changed since the bridge was started, restart it; else set appservice.listen to a free address."));
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            findings.Add(DoctorFinding.Wrong(subject, $"It cannot be listened on: {exception.Message}", "Set appservice.listen to an address of this machine and a free port."));
        }

        return new PlaceAtAddress(host: null, standIn: null);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        if (standIn is not null)
        {
            await standIn.DisposeAsync();
        }
    }
}
