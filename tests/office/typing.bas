' Types into a form as a person does with LibreOffice's cell cursor: every cell through the input line, under
' the sheet's protection, in the program's own language. A line of the job: sheet, cell, text, by tabs; the
' text "#2" chooses the second entry of the cell's dropdown.

Function Named(sName As String, oValue As Variant) As Object
  Dim oFound As New com.sun.star.beans.PropertyValue
  oFound.Name = sName
  oFound.Value = oValue
  Named = oFound
End Function

Function Offered(oDoc As Object, oCell As Object, nPlace As Integer) As String
  Dim oRange As Object
  If oCell.Validation.Type <> com.sun.star.sheet.ValidationType.LIST Then Exit Function
  oRange = oDoc.NamedRanges.getByName(oCell.Validation.getFormula1()).getReferredCells()
  Offered = oRange.getCellByPosition(0, nPlace - 1).String
End Function

Sub Main(sFrom As String, sJob As String, sTo As String)
  Dim oDoc As Object, oFrame As Object, oDispatcher As Object, oStream As Object, oCell As Object
  Dim aParts As Variant, sText As String, sRow As String
  oDispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  oDoc = StarDesktop.loadComponentFromURL(ConvertToURL(sFrom), "_blank", 0, Array(Named("Hidden", True)))
  oFrame = oDoc.CurrentController.Frame
  oStream = createUnoService("com.sun.star.io.TextInputStream")
  oStream.setInputStream(createUnoService("com.sun.star.ucb.SimpleFileAccess").openFileRead(ConvertToURL(sJob)))
  oStream.setEncoding("UTF-8")
  Do While Not oStream.isEOF()
    sRow = oStream.readLine()
    aParts = Split(sRow, Chr(9))
    If UBound(aParts) = 2 Then
      oDoc.CurrentController.setActiveSheet(oDoc.Sheets.getByName(aParts(0)))
      oDispatcher.executeDispatch(oFrame, ".uno:GoToCell", "", 0, Array(Named("ToPoint", aParts(1))))
      oCell = oDoc.CurrentSelection
      sText = aParts(2)
      If Left(sText, 1) = "#" Then sText = Offered(oDoc, oCell, CInt(Mid(sText, 2)))
      oDispatcher.executeDispatch(oFrame, ".uno:EnterString", "", 0, Array(Named("StringName", sText)))
    End If
  Loop
  oStream.closeInput()
  oDoc.storeToURL(ConvertToURL(sTo), Array(Named("FilterName", "Calc MS Excel 2007 XML")))
  oDoc.close(True)
  StarDesktop.terminate()
End Sub
