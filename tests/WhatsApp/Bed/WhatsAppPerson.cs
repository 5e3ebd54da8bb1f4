namespace Bridges.WhatsApp.Bed;

/// <summary>Somebody on the simulated network.</summary>
/// <param name="Number">The phone number, without a plus sign.</param>
/// <param name="Lid">The opaque number by which WhatsApp calls them now; the bridge's id of them.</param>
public sealed record WhatsAppPerson(string Number, string Lid, string Name);
