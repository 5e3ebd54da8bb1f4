namespace Bridges.Abstractions;

/// <summary>The account can pin messages. Pinning what is pinned succeeds.</summary>
public interface IPinsMessages
{
    Task PinAsync(OutgoingPin pin, CancellationToken cancellationToken);
}
