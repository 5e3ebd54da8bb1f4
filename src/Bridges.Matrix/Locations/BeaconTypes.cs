namespace Bridges.Matrix;

/// <summary>Types of the events of shared live locations (MSC3672), under the names that clients know.</summary>
public static class BeaconTypes
{
    /// <summary>State, whose key is the user who shares.</summary>
    public const string Info = "org.matrix.msc3672.beacon_info";
    public const string Beacon = "org.matrix.msc3672.beacon";

    public const string StableInfo = "m.beacon_info";
    public const string StableBeacon = "m.beacon";

    public static bool IsInfo(string type) => type is Info or StableInfo;

    public static bool IsBeacon(string type) => type is Beacon or StableBeacon;
}
