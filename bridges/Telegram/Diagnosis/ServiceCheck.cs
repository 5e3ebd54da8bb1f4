using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Login;
using Bridges.Telegram.Options;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;
using Microsoft.Extensions.Logging.Abstractions;
using Found = Bridges.Abstractions.Diagnosis;

namespace Bridges.Telegram.Diagnosis;

/// <summary>
/// Looks whether Telegram is reached and takes the api_id and api_hash: asks for a QR code, as a login does, and drops it. In an engine and a folder of
/// its own, so that a bridge that runs beside it is not touched.
/// </summary>
/// <param name="connect">Makes the transport to that engine.</param>
internal sealed class ServiceCheck(TelegramOptions options, TimeProvider time, Func<IEngineEvents, ITdTransport> connect)
{
    private const string Subject = "Telegram's servers take api_id and api_hash";

    // With the rest of this module's checks, less than the host has for an examination, so that what was found is told.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task<Found> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("bridges-telegram-");
        try
        {
            return await AskAsync(folder.FullName, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<Found> AskAsync(string folder, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        await using var engine = new TdEngine(connect, NullLogger<TdEngine>.Instance);
        var folders = new EngineFolders(folder, NullLogger<EngineFolders>.Instance);
        var opener = new ClientOpener(engine, options, folders, new ProxyGuard(time, NullLogger<ProxyGuard>.Instance));
        engine.Start();
        await using var login = new TelegramLogin(LoginFlows.Qr, engine, opener, folders, new FinishedLogins());
        try
        {
            await login.StartAsync(patience.Token);
            return new(Subject);
        }
        catch (BridgeException exception) when (exception.InnerException is TdException { Message: "API_ID_INVALID" or "API_ID_PUBLISHED_FLOOD" })
        {
            return new(Subject, exception.Message, "Copy both from https://my.telegram.org/apps to networks.telegram.api_id and networks.telegram.api_hash.");
        }
        catch (BridgeException exception)
        {
            return new(Subject, exception.Message, "Run bridges doctor again later.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(
                "Telegram's servers answer", "They do not.",
                "Let this machine through to Telegram's servers (TCP, port 443), or set networks.telegram.proxy.");
        }
    }
}
