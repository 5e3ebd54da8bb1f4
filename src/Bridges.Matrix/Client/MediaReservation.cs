namespace Bridges.Matrix;

/// <summary>An address in the media store at which a file will lie.</summary>
/// <param name="Expires">Until when the file must have been put there.</param>
public sealed record MediaReservation(MxcUri Address, DateTimeOffset Expires)
{
    internal const long LastMillisecond = 253_402_300_799_999;
}
