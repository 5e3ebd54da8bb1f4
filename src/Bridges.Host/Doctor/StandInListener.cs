using System.Net.Sockets;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Host.Http;
using Bridges.Matrix;

namespace Bridges.Host.Doctor;

/// <summary>
/// Answers pings in the place of a host that does not run, so that the way from the homeserver can be checked. It takes no
/// transaction: the homeserver keeps what it has until the host runs.
/// </summary>
internal sealed class StandInListener : IAsyncDisposable
{
    private readonly WebApplication _application;

    private StandInListener(WebApplication application) => _application = application;

    /// <exception cref="IOException">The address cannot be listened on.</exception>
    /// <exception cref="SocketException">The address is not one of this machine's.</exception>
    public static async Task<StandInListener> StartAsync(AppserviceConfiguration configuration, CancellationToken cancellationToken)
    {
        var application = HostServer.CreateBuilder(configuration.Listen).Build();
        var arrivals = new HomeserverArrivals();
        HostServer.MapEndpoints(
            application,
            new CallerAuthentication(configuration.HsToken.Reveal(), configuration.AsToken.Reveal()),
            [
                new HomeserverEndpoints(new RefusesTransactions(), [], arrivals),
                new HealthEndpoints(new HostReadiness(), new HostProof(configuration.AsToken.Reveal()), arrivals),
            ]);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        return new StandInListener(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private sealed class RefusesTransactions : IApplicationService
    {
        public Task ReceiveAsync(string transactionId, AppServiceTransaction transaction, CancellationToken cancellationToken) =>
            throw new BadHttpRequestException("The bridge does not run; this is its doctor.", StatusCodes.Status503ServiceUnavailable);

        public void SuspectLoss()
        {
            // The doctor does not look after messages.
        }

        public Task<bool> UserExistsAsync(UserId user, CancellationToken cancellationToken) => Task.FromResult(false);
    }
}
