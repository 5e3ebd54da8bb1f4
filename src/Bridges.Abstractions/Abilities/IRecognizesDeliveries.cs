namespace Bridges.Abstractions;

/// <summary>
/// The account can tell what the network says of a message of its own from those that are on their way there: what is none of them waits
/// for none of them.
/// </summary>
public interface IRecognizesDeliveries
{
    /// <summary>
    /// Whether what the network tells of may be the message that is being sent, or a piece of it. Where that cannot be told: true. Is asked
    /// often, from any thread: it asks nobody.
    /// </summary>
    bool MayBe(OutgoingMessage sent, RemoteMessage told);
}
